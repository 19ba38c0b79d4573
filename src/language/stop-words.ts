/** Words of a question that say how it asks, not what it is about. */

import { digitize } from "./fold.ts";

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Asking and polite phrases, wherever they stand. */
const ASKING = words(`
  请问一下 麻烦问一下 我想知道 想了解一下 想问一下 想问问 想请教 请教一下 能不能告诉我 可以告诉我 告诉我 能否 能不能 可不可以 是否 是不是
  有没有 请问 请教 麻烦 劳驾 谢谢 帮我查一下 帮忙查一下 帮我查 帮我找 查一下 说一下 讲一下 说说 讲讲 介绍一下 具体说说 具体讲讲 详细说说
  展开说说 到底 究竟 一共 总共 拢共 共计 分别 各自 各有 各是 具体 比上一年 比上年 较上年 比去年 是什么样的 什么样的 什么样 怎么回事 咋回事 怎么样 怎样 怎么 咋样 咋 如何
  为什么 为何 为啥 什么 啥 百分之几 百分之多少 哪几个 哪几项 哪几家 哪几 哪些 哪个 哪家 哪位 哪里 哪儿 哪一年 哪年 哪 多少 几个 几家 几项 几次 几场 几名 几人
  几件 几种 几成 几 谁 何时 什么时候 啥时候 何处 何种 多久 多大 多高 多长 分成 归成
`)
  .flatMap((phrase) => [phrase, digitize(phrase)])
  .sort((a, b) => b.length - a.length);

const PARTICLES = /[吗呢吧呀啊嘛哦哈哇咧么]+(?=[?？。.!！,，\s]|$)/g;

/** 哪一年, 哪四个, 哪3项: how many are asked for is no word of the answer. */
const ASKING_PATTERN = new RegExp(
  `哪\\s?[\\d一二两三四五六七八九十]+(?:个|项|种|大|家|类|方面|部分|条|点|年|天|月|位|名|句|步|块|件|份|员|化|权)?|${ASKING.join("|")}`,
  "g",
);

/** Folded text, digitized or not, with asking phrases blanked out by one space each; positions of the rest shift. */
export function withoutAsking(folded: string): string {
  return folded.replace(ASKING_PATTERN, " ").replace(PARTICLES, " ");
}

/** Function words and words so general that a document says nothing by holding them. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  words(`
  的 了 地 得 着 过 是 在 有 和 与 及 或 而 也 都 就 还 又 再 才 把 被 将 让 给 对 对于 向 从 到 由 以 为 为了 于 于是 按 按照 根据 关于 跟 同 自 至
  这 那 这个 那个 这些 那些 这里 那里 那边 这边 这样 那样 这种 那种 这家 那家 这么 那么 这份 那份 这套 那套 这批 那批 那位 这位 位是 自家 它 他 她
  它们 他们 她们 我 我们 你 你们 您 咱们 咱 大家 大伙 大伙儿 自己 其 其中 该 此 本 各 每 某 某个 别的 其他 另外 还有 一位 一块儿 一块
  个 些 种 类 一下 一些 一个 一种 这一 那一 上一 下一 不 没 没有 要 会 能 可以 可 应该 需要 想 能够 怎 说 讲 写 讲述 说的 讲的 写的 提到 提及 说到
  写到 讲到 谈到 出现 出现过 涉及 包括 包含 含有 带有 指 指的 是指 说法 字 词 字样 四个字 词语 出自 来自 谈 聊
  做 做了 做过 做的 做到 干 干了 搞 弄 搞了 弄了 进行 进行了 得到 拿到 方面 情况 事 事情 东西 内容 案例 例子 经验 文中 文章 材料 正文 原文 上面 下面 里
  里面 里头 中 上 下 内 外 时 后 前 之中 当中 期间 之 等 等等 以及 并 并且 但 但是 如果 因为 所以 那么 然后 当时 目前 现在 如今 后来 以来 起 主要 有关
  相关 起来 出来 下来 下去 过来 过去 去 来 共 总 约 大概 大约 左右 是的 对吧 是从 从哪 到头 多 少 最 很 太 挺 比 帮 拿 靠 像 如 可
  用 用了 使用 用的 用来 通过 叫 叫做 称 称为 名 名称 名字 属于 算 算是 当 成 成了 成为 变成 变 给出 请 组成 构成 部分 数量 数字 数据 号码 全称 开头 开始
  意思 含义 啥意思 解释 解释一下 讲的啥 情形
  前面 之前 先前 刚才 方才 后面 整个 全部 一道 一起 一并 一同 块儿 几个 几样 几类 几种 几方面 哪几样 好的 行吧 对了 是啥 剩 还剩 剩下 余下
  念 念念 念一念 贴 贴出来 整段 整条 截图 截个图 对对 瞅瞅 瞧瞧 书上 报上
  点 条 次 家 间 份 件 项 场 名 人 位 年 月 日 号 种 句 段 类 级 档 块 些 样 一样 一年 一家 一次 一条 一项 一起
  `).flatMap((word) => [word, digitize(word)]),
);

/** Words that ask for a section or a kind of statement as often as they name something: they weigh little. */
export const WEAK_WORDS: ReadonlySet<string> = new Set(
  words(`
  成效 效果 成果 成绩 结果 收获 做法 举措 措施 办法 方法 方式 手段 步骤 流程 手续 环节 个数 数目 背景 原因 目的 意义 作用 影响 问题 困难 活动 工作 服务 机制 模式 平台 制度 体系 品牌 项目
  单位 工会 总工会 企业 公司 职工 员工 地方 地区 目标 要求 思路 理念 特点 特色 亮点 开展 组织 建立 成立 打造 推动 推进 推出 实施 实行 创新 建设 形成 实现 采取
  取得 做出 实效 创新点 亮点 情形 水平 难处 加强 发挥 举行 举办 设立 发出 发了 提供 安排 参与 参加 负责 建成 建起 建有 创建 针对 围绕 依托 依据 坚持 突出 遇到 获得 得了 拿了 达到
  `),
);
