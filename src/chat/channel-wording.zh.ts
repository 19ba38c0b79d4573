/** What every chat channel says of itself in the log, and at the door of a chat that is not open. */

const who = (allowed: readonly string[]) => {
  if (allowed.includes("*")) return "对所有人开放";
  return allowed.length === 0 ? "用配对码开通" : `准许的编号 ${allowed.length} 个`;
};

export const CHANNEL_LOG = {
  serving: (name: string, title: string, way: string, allowed: readonly string[]) =>
    `${name}：${title} 已上线（${way}；${who(allowed)}）。`,
  notReady: (name: string) => `${name} 尚未就绪`,
  unreachable: (reason: string) => `连不上（${reason}）；请检查网络和防火墙，不能直达时设置代理 HTTPS_PROXY`,
  pairingCode: (name: string, code: string, where: string) =>
    `${name}：配对码 ${code}，在要开通的${where}即可开通，用一次后换新。`,
  failed: (name: string, trace: string, reason: string) =>
    `${name}：处理消息出错（编号 ${trace}）：${reason}`,
} as const;

/** What is said of one platform. `secret`, `allowed`: settings of it; `places`: where the bot is talked to. */
export const linesOn = (name: string, secret: string, allowed: string, places = "群或单聊") => ({
  notOpen: (chat: string) => notOpenHere(chat, "对我说“配对 配对码”", allowed),
  joined: (chat: string) => `${name}：机器人加入了会话 ${chat}。`,
  left: (chat: string) => `${name}：机器人已被移出或停用（会话 ${chat}）。`,
  pairingCode: (code: string) => CHANNEL_LOG.pairingCode(name, code, `${places}中对机器人说“配对 ${code}”`),
  notReached: (reason: string) => `${name}：暂时连不上（${reason}），会继续重试。`,
  reachedAgain: `${name}：已恢复连接。`,
  notKept: (reason: string) => `收到的${name}消息无法保存：${reason}`,
  tokenGone: (reason: string) =>
    `${secret}：${name} 不再接受（${reason}），消息暂存待发，请到应用的设置页核对`,
});

/** On buttons and links, where they bear no pictures. */
export const LABELS = {
  whole: "看原文",
  wholeOf: (number: number) => `看原文[${number}]`,
  summary: "全文摘要",
  good: "有用",
  bad: "没用",
} as const;

/** Where the bot is called by @ in groups: to who comes, and under the help. */
export const GREETING =
  "您好，我是案例通，回答工会创新案例方面的问题，每句话都附原文和出处。单聊时直接提问，在群里请 @我 提问，例如“哪些案例提到欠薪？”；发送“帮助”查看用法，“隐私”查看隐私说明。请不要发送会员的个人信息。";
export const HELP_TAIL =
  "单聊时直接提问，追问接着说即可；在群里请 @我 提问。发送“核实”加一段文字可核对是否为原文，回复一条消息并说“核实”可核对那条消息；发送“换个话题”忘掉前面的提问，发送“停止”停止回答，发送“隐私”查看隐私说明。";

/** To a chat that may not ask; said once. */
export const notOpenHere = (chat: string, how: string, variable: string) =>
  `您好，我是案例通。这里尚未开通，请管理员${how}开通（配对码见程序的启动信息），或把编号 ${chat} 加入 ${variable}。开通前我不再出声。`;

export const notShownOn = (name: string) =>
  `抱歉，这条回答未能在${name.replace(/^[A-Z]\w+$/i, " $& ")}中显示，请换个问法，或到网页、终端查看。`;
