/** The list of places → which province, city or district a text names. */

export interface Places {
  /** Names of places in folded text, longest first at each position; province names lead, see `provinceOf`. */
  readonly placesIn: (folded: string) => readonly string[];
  /** The province's first name for a place, or for the province itself; undefined for what is no place of the list. */
  readonly provinceOf: (place: string) => string | undefined;
  /** All names of a province, by its first one. */
  readonly namesOf: (province: string) => readonly string[];
}

/** One-character abbreviations (京 鲁) are names in a heading's list only: in running text they mean other things. */
const MIN_NAME = 2;

/** Reads lines `province otherName… : city city …`; `#` begins a comment. */
export function parsePlaces(text: string): Places {
  const provinces = new Map<string, string>();
  const names = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    const [head = "", tail = ""] = line.replace(/#.*$/, "").split(/[:：]/);
    const [province, ...others] = head.split(/\s+/).filter(Boolean);
    if (!province) continue;
    names.set(
      province,
      [province, ...others].filter((name) => name.length >= MIN_NAME),
    );
    for (const name of [province, ...others, ...tail.split(/\s+/).filter(Boolean)]) {
      if (name.length >= MIN_NAME && !provinces.has(name)) provinces.set(name, province);
    }
  }
  const longest = Math.max(MIN_NAME, ...[...provinces.keys()].map((name) => name.length));
  return {
    provinceOf: (place) => provinces.get(place),
    namesOf: (province) => names.get(province) ?? [],
    placesIn(folded) {
      const found: string[] = [];
      for (let start = 0; start < folded.length; ) {
        let length = Math.min(longest, folded.length - start);
        while (length >= MIN_NAME && !provinces.has(folded.slice(start, start + length))) length -= 1;
        if (length >= MIN_NAME) found.push(folded.slice(start, start + length));
        start += Math.max(1, length >= MIN_NAME ? length : 1);
      }
      return found;
    },
  };
}
