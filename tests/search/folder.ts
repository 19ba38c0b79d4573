/** Case documents written out in a test → a folder of its own that holds them. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new folder with these files, by name; removed when the test is over. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "anlitong-search-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content);
  return dir;
}

export interface CaseSketch {
  readonly organization: string;
  readonly title?: string;
  /** Paragraphs by section heading. */
  readonly sections: Readonly<Record<string, readonly string[]>>;
}

/** A document in the usual shape. */
export function documentText(...sketches: readonly CaseSketch[]): string {
  return sketches
    .map(({ organization, title = "一项做法", sections }) =>
      [
        `### ${organization}`,
        `#### ${title}`,
        ...Object.entries(sections).flatMap(([section, paragraphs]) => [`##### ${section}`, ...paragraphs]),
      ].join("\n\n"),
    )
    .join("\n\n");
}
