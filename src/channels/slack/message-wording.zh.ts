/** The words of a Slack message that are neither the answer's nor the source's. */

/** At the end of a notification's text that does not hold all of its message. */
export const CUT_SHORT = "\n……（此处只是一部分，全文见消息正文）";
