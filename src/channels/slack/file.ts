/** An answer that is too long for where it was asked → a file, sent to its asker alone. */

import type { GivenAnswer } from "../../chat/journal.ts";
import { contractOf } from "../../render/contract.ts";
import { partsOf } from "../../render/transcript/conversation.ts";
import { docxOf } from "../../render/transcript/docx.ts";
import { reasonOf } from "./failures.ts";
import type { SendParts } from "./send.ts";
import { FILE_TITLE } from "./wording.zh.ts";

export interface File {
  readonly person: string;
  readonly title: string;
  /** Its bytes in base64. */
  readonly docx: string;
}

const MAX_TITLE = 60;

export async function fileOf({ question, answer }: GivenAnswer, person: string): Promise<File> {
  const bytes = await docxOf(partsOf([{ question, answer: contractOf(answer) }]));
  const title = FILE_TITLE(question.slice(0, MAX_TITLE).toWellFormed());
  return { person, title, docx: Buffer.from(bytes).toString("base64") };
}

/** False where it could not be sent, as in a workspace that gives no permission for files; does not reject. */
export async function upload(file: File, { client, fetch, log }: SendParts): Promise<boolean> {
  const { person, title } = file;
  const bytes = Buffer.from(file.docx, "base64");
  try {
    const { channel } = await client.conversations.open({ users: person });
    const { upload_url = "", file_id = "" } = await client.files.getUploadURLExternal({
      filename: "answer.docx",
      length: bytes.length,
    });
    const signal = AbortSignal.timeout(20_000);
    const sent = await fetch(upload_url, { method: "POST", body: bytes, signal });
    if (!sent.ok) throw new Error(`upload: HTTP ${sent.status}`);
    await client.files.completeUploadExternal({
      files: [{ id: file_id, title }],
      ...(channel?.id === undefined ? {} : { channel_id: channel.id }),
    });
    return true;
  } catch (error) {
    log.warn(`一份文件没能发给提问人：${reasonOf(error)}`);
    return false;
  }
}
