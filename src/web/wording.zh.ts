/** What the web channel says of its own; the pages' words are in pages/wording.zh.ts. */

export const WEB = {
  login: "请先登录",
  loginLead: "本站只对持有口令的人开放。口令由管理员提供。",
  token: "口令",
  /** All of a role have the same token; a browser that keeps it wants a name for it. */
  user: { reader: "案例通", curator: "案例通维护" },
  curatorLead: "这一部分供案例库维护人员使用，请输入维护口令。",
  curatorsOnly: "这一部分供案例库维护人员使用，您没有打开它的权限。",
  loggedIn: (user: string, address: string) => `网页登录：${user}，来自 ${address}`,
  refusedLogin: (address: string) => `网页登录被拒：口令不对，来自 ${address}`,
  /** Who looks after the cases and is known by no name. */
  curator: "维护人员",
  enter: "进入",
  wrongToken: "口令不对，请核对后再试。",
  wait: "口令错误次数太多，请一分钟后再试。",
  notAdmitted: "请在 Authorization 请求头中提供口令：Bearer <WEB_TOKEN>",
  behindProxy: "请从单位的统一入口访问本站。",
  opening: "正在打开……",
  foreignHost: "此网址不是本站的网址。若确为本站，请由管理员在 PUBLIC_URL 中写明。",
  foreignSite: "此请求来自其他网站，未予执行。",
  tooLarge: "提交的内容太长。",
  tooMany: "问得有点快，请过一分钟再试。",
  notFound: "没有这个网页，可能是网址有误，或者网页已经移走。",
  wrongMethod: "这个网址不接受这样的请求。",
  metricsClosed:
    "运行指标只供本机读取；从别处读取，请由管理员设置 METRICS_TOKEN，并以 Authorization: Bearer <METRICS_TOKEN> 出示。",
} as const;
