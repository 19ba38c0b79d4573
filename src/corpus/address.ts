/** Where words stand in the corpus → the address that people read: 案例·章节·(项)·第n句. */

const SEPARATOR = "·";

/** `圆通速递有限公司工会·应用成效·第1句`; a "·" or "\" within a part is escaped with "\", so that the parts can be told apart. */
export function formatAddress(
  organization: string,
  section: string,
  item: string | null,
  first: number,
  last: number,
): string {
  const names = item === null ? [organization, section] : [organization, section, item];
  const sentences = first === last ? `第${first}句` : `第${first}-${last}句`;
  return [...names.map((name) => name.replace(/[\\·]/g, "\\$&")), sentences].join(SEPARATOR);
}
