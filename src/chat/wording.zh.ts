/** What the program says in chats of its own accord, whatever the platform. */

export const STOPPED = "已停止。";
export const NOTHING_TO_STOP = "现在没有正在回答的问题。";

export const NOT_YOURS_TO_STOP = "正在回答的是别人的问题，请由提问的人来停止。";

export const QUIET = "好的，我先不说话；需要时请再叫我。";
export const QUIET_ALONE = "好的，您有问题时再问我。";

export const JUST_ANSWERED = "刚刚已经发过，请看前面的消息。";

/** To whoever pressed a button, at once. */
export const SEEN = "收到，请稍候";

export const STANDS = "这条内容前面已经发过。";

export const SENT_AGAIN = "〔此条为补发，如已收到相同内容，请忽略〕";

export const failed = (trace: string) => `抱歉，这个问题没能处理完，请稍后再试。（编号 ${trace}）`;

export const TOO_MANY = "问得有点快，请过一分钟再试，谢谢理解。";

export const NOT_FOR_GUESTS = "您好，案例通目前只对本单位的同事开放；如需使用，请联系本频道的管理员。";

export const NOT_OPEN = "此会话尚未开通。";

export const PAIRED = "已开通，欢迎使用案例通。发送“帮助”查看用法。";
export const NOT_PAIRED = "配对码不对，或已经用过。请查看程序最近一次显示的配对码。";
export const PAIRED_TOO_OFTEN = "您输错配对码的次数太多，请过一小时再试，或请别的同事来发送。";
export const ALREADY_OPEN = "这个会话已经开通，不需要配对码。";

export const CLOSED = "已关闭，我不再出声。需要时请用新的配对码重新开通。";
export const NOT_YOURS_TO_CLOSE = "这个会话要由群管理员或管理程序的人来关闭。";
export const OPEN_OTHERWISE = "这个会话不是用配对码开通的，请管理程序的人在设置中关闭。";

/** For the log. */
export const wrongCode = (chat: string) => `${chat}中有人发送了不对的配对码。`;
export const chatClosed = (chat: string) => `${chat}已由其中的人关闭，须用新的配对码重新开通。`;

/** A chat for the log. Alone with the bot it goes by whoever is there, of whom the log is to say nothing. */
export const chatNamed = ({ chat, isPrivate }: { readonly chat: string; readonly isPrivate: boolean }) =>
  isPrivate ? "一处单聊" : `会话 ${chat} `;

export const NEW_TOPIC = "好的，我们换个话题，前面的提问不再影响后面的回答。";

export const FORGOTTEN =
  "已删去：您在这里的提问和收到的回答，以及您的全部评价。此前消息上的按钮不再可用；在别的群或话题里提过的问题，请在那里再发送一次 /forget。";

export const TOO_OLD = "这条回答时间较久，按钮已失效，请重新提问。";

export const UNKNOWN_BUTTON = "无法识别这个按钮，请直接提问。";

export const CHANGED = "案例文档已更新，这条回答的引文需要重新核对，请重新提问。";

export const THANKS_GOOD = "谢谢您的肯定，已记下。";
export const THANKS_BAD = "谢谢，已记下，我们会据此改进。";

export const ONLY_TEXT = "我只能看懂文字，请把问题打成文字发给我。";

export const asked = (question: string) => `问：${question}`;

export const PRIVACY = [
  "隐私说明：",
  "· 只有对我说的话才会被读取：私聊、@我、回复我的消息，以及给我的命令；群里的其他谈话不读取、不保存。",
  "· 您请我看上面的或转发来的消息时，我读取那一条，只用于这次回答；其中的文字随您的提问一同保存。",
  "· 为理解追问，您的提问保存 24 小时；为使按钮可用，回答保存 30 天。群里的提问用代号代替您的账号；私聊须记住会话编号，才能把回答发给您。",
  "· 没能答出的问题留存 30 天，不记录提问人，供案例库的维护人员改进之用。",
  "· 为备查，所答的问题、回答的文字和出处会记录在案，不记录是谁问的；保存期限由本单位设定，一般为 90 天。",
  "· 您用按钮或表情评价一条回答时，问题、回答和评价会按同样的期限留给案例库的维护人员改进之用。",
  "· 发送 /new 可立即忘掉您此前的提问；发送 /forget 可删去您在这里的提问、收到的回答和您的评价。",
  "· 请不要发送会员的姓名、证件号码、电话等个人信息。",
].join("\n");
