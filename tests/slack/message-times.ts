/** The timestamps by which Slack knows messages: never twice the same, and in the order in which they were given. */

let last = 0;

/** 1700000000.000100: seconds and microseconds. */
export function nextTs(): string {
  last = Math.max(Date.now() * 1000, last + 1);
  return tsOf(last);
}

function tsOf(microseconds: number): string {
  return `${Math.floor(microseconds / 1e6)}.${String(microseconds % 1e6).padStart(6, "0")}`;
}
