/** What every chat channel says of itself in the log, and at the door of a chat that is not open. */

const who = (allowed: readonly string[]) => {
  if (allowed.includes("*")) return "对所有人开放";
  return allowed.length === 0 ? "用配对码开通" : `准许的编号 ${allowed.length} 个`;
};

export const CHANNEL_LOG = {
  serving: (name: string, title: string, way: string, allowed: readonly string[]) =>
    `${name}：${title} 已上线（${way}；${who(allowed)}）。`,
  notReady: (name: string) => `${name} 尚未就绪`,
  notReached: (name: string, reason: string) => `${name}：暂时连不上（${reason}），会继续重试。`,
  reachedAgain: (name: string) => `${name}：已恢复连接。`,
  notKept: (name: string, reason: string) => `收到的${name}消息无法保存：${reason}`,
  pairingCode: (name: string, code: string, where: string) =>
    `${name}：配对码 ${code}，在要开通的${where}即可开通，用一次后换新。`,
  failed: (name: string, trace: string, reason: string) =>
    `${name}：处理消息出错（编号 ${trace}）：${reason}`,
  tokenGone: (variable: string, name: string, reason: string) =>
    `${variable}：${name} 不再接受（${reason}），消息暂存待发，请到应用的设置页核对`,
} as const;

/** To a chat that may not ask; said once. */
export const notOpenHere = (chat: string, how: string, variable: string) =>
  `您好，我是案例通。这里尚未开通，请管理员${how}开通（配对码见程序的启动信息），或把编号 ${chat} 加入 ${variable}。开通前我不再出声。`;

export const notShownOn = (name: string) =>
  `抱歉，这条回答未能在${name}中显示，请换个问法，或到网页、终端查看。`;
