/** A file of `== name`, examples with ｜ between them, and lines of remarks behind # → the examples by name. */

/** In the order of the file; without examples where a name has none. */
export function examplesIn(text: string): [name: string, examples: string[]][] {
  const [, ...groups] = text.split(/^== /m);
  return groups.map((group) => {
    const [name = "", ...lines] = group.trim().split("\n");
    const examples = lines
      .filter((line) => !line.startsWith("#"))
      .flatMap((line) => line.split("｜"))
      .map((example) => example.trim());
    return [name, examples.filter((example) => example !== "")];
  });
}
