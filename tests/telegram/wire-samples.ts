/** Calls that are good but for what is put into them. */

export const text = { chat_id: -100, text: "问：先进操作法有哪些？" };
export const keyboard = (...buttons: readonly object[]) => ({
  ...text,
  reply_markup: { inline_keyboard: [buttons] },
});
export const button = (action: object) => keyboard({ text: "按钮", ...action });
export const entities = (written: string, ...given: readonly object[]) => ({
  chat_id: -100,
  text: written,
  entities: given,
});
export const article = (id: string, other: object = {}) => ({
  type: "article",
  id,
  title: "圆通速递有限公司工会",
  input_message_content: { message_text: "圆通速递有限公司工会" },
  ...other,
});
export const inline = (results: readonly object[], other: object = {}) => ({
  inline_query_id: "1",
  results,
  ...other,
});
