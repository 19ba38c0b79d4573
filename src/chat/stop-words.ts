/** What somebody says → whether they have had enough of what they asked before, and what they ask beside. */

const WORD = "停(?:止|下来?|一下)?|打住|取消|(?:别|不用)(?:再)?(?:答|回答|说|查)了?|算了|stop|cancel";

/** 停, and 停，镇江呢？ that asks something else: never a question that only begins so. */
const STOP = new RegExp(
  `^(?:请|先|快)?(?:${WORD})[吧了]?(?:[。.！!~～\\s]*$|[，,。！!；;]\\s*(\\S[\\s\\S]*)$)`,
  "i",
);

/** Undefined for what stops nothing; "" where nothing is asked beside. */
export function besideStop(text: string): string | undefined {
  const match = text.match(STOP);
  return match ? (match[1] ?? "") : undefined;
}
