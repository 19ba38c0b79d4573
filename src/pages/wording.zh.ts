/** What the pages say of their own; what the corpus says is never here. */

export const PAGES = {
  name: "案例通",
  nav: "主要栏目",
  skip: "跳到正文",
  theme: "深浅色",
} as const;
