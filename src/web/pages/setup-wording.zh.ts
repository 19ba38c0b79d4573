/** What the page of the first set-up says. */

export const SETUP = {
  title: "首次设置",
  lead: "每一步都可以跳过。“试用并记下”只是记在程序里；全部填好后按“写入设置”，才写入 .env。令牌、密钥和口令填过后不再显示。",
  only: "本页只在第一次启动时对本机开放；以后修改，请在终端运行 setup 命令，或直接编辑 .env。",
  isGiven: "已填写",
  isNotGiven: "未设置",
  kept: "已填写，不显示；留空则不变",
  enter: "试用并记下",
  forget: "放弃这一步",
  taken: "已记下。",
  takenAll: "已照此记下；请改正后再试，或放弃这一步。",
  wrong: "有误　",
  changes: "将写入 .env",
  nothing: "还没有填写任何内容。",
  save: "写入设置",
  saved: "已写入设置",
  restart: "设置已写入 .env。请重新启动程序，使设置生效；启动信息会说明各项是否可用，并显示配对码。",
  elsewhere: "设置页只能在程序所在的机器上打开。",
  closed: "已经设置过了。以后修改，请在终端运行 setup 命令，或直接编辑 .env，再重新启动程序。",
  noCode: "请按程序启动信息中的完整网址打开设置页。",
} as const;
