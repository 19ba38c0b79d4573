/** What the first set-up says at the terminal. */

export const SETUP_TALK = {
  description: "首次设置：在终端里逐项填写聊天平台、模型、案例文件夹等，当场试用，写入 .env。",
  noTerminal:
    "setup 要在终端里逐项输入。请在终端里直接运行；也可以把 .env.example 复制为 .env 后填写，或启动程序后在本机的浏览器中按启动信息打开设置页",
  title: "案例通 · 首次设置",
  intro: (path: string) => [
    "约十步，每一步都可以跳过。填写时直接按回车，保留现有的值；输入 - 清除现有的值。",
    "令牌、密钥和口令在输入时不显示，以后也不再显示。",
    `最后确认了才写入 ${path}；随时可以按 Ctrl+C 退出，${path} 保持原样。`,
  ],
  step: (number: number, title: string) => `【第 ${number} 步】${title}`,
  given: (label: string, given: string) => `现有 ${label}：${given}`,
  wanted: "  要设置这一步吗？输入 y 设置，直接按回车跳过：",
  field: (label: string, given: string | null) =>
    given === null ? `${label}：` : `${label}（回车保留，- 清除）：`,
  received: (length: number) => `已收到 ${length} 个字符`,
  right: "正常  ",
  wrong: "有误  ",
  reading: "读取案例",
  trying: "正在试用……",
  againOrNot: "  直接按回车重新填写，输入 3 放弃这一步：",
  againKeepOrNot: "  直接按回车重新填写，输入 2 仍按所填的保留，输入 3 放弃这一步：",
  changes: (path: string) => `将写入 ${path}：`,
  write: "确认写入吗？直接按回车写入，输入 n 放弃：",
  left: (path: string) => `已退出，${path} 没有改动。`,
  nothing: (path: string) => `没有填写任何内容，${path} 没有改动。`,
  written: (path: string) => `已写入 ${path}。`,
  next: [
    "程序正在运行的，请重新启动；尚未启动的，现在可以启动（npm start，离线包为 ./anlitong）。",
    "以后可以再次运行 setup，只改所填的内容；运行 check 可以随时检查。",
  ],
} as const;
