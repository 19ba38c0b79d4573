/** Ids of cases → names of files that every file system takes, none of them twice. */

const LONGEST = 80;

export function fileNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const plain = id
      .replace(/[^\p{L}\p{N}._-]+/gu, "-")
      .replace(/^[.-]+/, "")
      .slice(0, LONGEST)
      .toWellFormed();
    let name = plain || "case";
    // Where capitals and small letters mean the same file.
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${plain}~${count}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}

/** Below the root of an exported folder; parts count from 0. */
export function casePageName(names: ReadonlyMap<string, string>, caseId: string, part: number): string {
  return `cases/${names.get(caseId) ?? ""}${part === 0 ? "" : `-page-${part + 1}`}.html`;
}
