/** A file that whoever looks after the cases sends, alone with the bot → what it would become, with buttons to decide by. */

import * as wording from "./curate-wording.zh.ts";
import type { ChatDesk, Job, Place } from "./desk.ts";
import type { Outcome } from "./journal.ts";
import type { Offer } from "./offers.ts";
import { decisionsOn } from "./presses.ts";
import { waitFor } from "./waiting.ts";

/** As a channel received it. */
export interface SentFile {
  readonly name: string;
  /** Of its bytes, where that is told. */
  readonly size?: number | undefined;
  /** Others came with it, which are not read. */
  readonly isFirst?: boolean;
  /** Of which the platform hands over no more. */
  readonly mostBytes: number;
  /** Rejects where it cannot be had. */
  readonly fetch: () => Promise<Uint8Array>;
}

/** Others' files are what they ever were: no words. In a group everybody would read along what is not there yet. */
export function mayAddFiles(
  { curating }: Pick<ChatDesk, "curating">,
  { isPrivate }: Pick<Place, "isPrivate">,
  person: string,
): boolean {
  return isPrivate && curating?.isCurator(person) === true;
}

export async function previewFile(
  desk: ChatDesk,
  { place, person }: { readonly place: Place; readonly person: string },
  { name, size = 0, isFirst = false, mostBytes, fetch }: SentFile,
  job: Job,
): Promise<Outcome> {
  const { curating, stage, log } = desk;
  const note = (text: string, offers?: readonly Offer[]) => stage.note(place, text, offers);
  if (!curating) return note(wording.CURATORS_ONLY);
  if (size > mostBytes) return note(wording.fileTooLarge(Math.floor(mostBytes / 1024 / 1024)));
  // Chats have no choice of folders.
  if (!(await curating.documents.folders()).includes("")) return note(wording.FOLDERS_ON_PAGE);
  const made = await waitFor(desk, { place, person, job }, async () => {
    const bytes = await fetch().catch((error: unknown) => log.warn(wording.fileNotFetched(String(error))));
    return bytes && curating.documents.preview({ name, bytes }, person);
  });
  if (!made) return note(wording.FILE_NOT_FETCHED);
  if ("problem" in made) return note(made.problem);
  const text = wording.preview(made) + (isFirst ? `\n${wording.ONE_FILE}` : "");
  return note(text, decisionsOn(made.id, made.isInstead ? "replace" : "keep"));
}
