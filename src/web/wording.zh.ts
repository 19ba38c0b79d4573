/** What the web channel says of its own; the pages' words are in pages/wording.zh.ts. */

export const WEB = {
  login: "请先登录",
  loginLead: "本站只对持有口令的人开放。口令由管理员提供。",
  usersLead: "请用管理员为您设立的姓名和密码登录。",
  name: "姓名",
  password: "密码",
  /** Where there are both. */
  orToken: "密码（持有口令的，姓名留空，在此填口令）",
  token: "口令",
  /** All of a role have the same token; a browser that keeps it wants a name for it. */
  user: { reader: "案例通", curator: "案例通维护" },
  curatorLead: "这一部分供案例库维护人员使用，请输入维护口令。",
  notYours: "这一部分供案例库维护人员或管理员使用，您没有打开它的权限。",
  loggedIn: (user: string, address: string) => `网页登录：${user}，来自 ${address}`,
  refusedLogin: (what: string, address: string) => `网页登录被拒：${what}不对，来自 ${address}`,
  /** Who looks after the cases and is known by no name. */
  curator: "维护人员",
  enter: "进入",
  wrong: (what: string) => `${what}不对，请核对后再试。`,
  nameOrPassword: "姓名或密码",
  wait: "登录尝试次数太多，请一分钟后再试。",
  notAdmitted: "请在 Authorization 请求头中提供口令：Bearer <WEB_TOKEN>",
  behindProxy: "请从单位的统一入口访问本站。",
  unbelieved: (address: string) =>
    `来自 ${address} 的访问带着 WEB_USER_HEADER 请求头，但这个地址不在 WEB_PROXIES 中，未予采信；若它就是反向代理，请写进 WEB_PROXIES`,
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

/** The page for administrators. */
export const USERS = {
  nav: "用户",
  title: "用户与登录",
  lead: "增减用户、改换角色或密码，在服务器上运行 npm run cli -- users，随即生效。",
  users: "用户",
  userHead: ["姓名", "角色", "最近一次登录"],
  role: { reader: "读者", curator: "维护人员", administrator: "管理员" },
  logins: "近 30 天的登录",
  loginHead: ["时间", "姓名", "结果", "来自"],
  byToken: "（口令）",
  unknown: "（没有这个姓名，或口令不对）",
  refused: "未能登录",
} as const;
