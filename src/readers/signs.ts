/** Characters of fonts that hold signs in place of letters, as Word names them: forms have boxes and ticks of Wingdings, formulas Greek of Symbol. */

const GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SMALL_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/** A code and its sign, one after the other. */
const SYMBOL =
  "22∀24∃2a∗2d−a2′a3≤a5∞ab↔ac←ad↑ae→af↓b0°b1±b3≥b4×b7•b8÷b9≠ba≡bb≈bc…c6∅c7∩c8∪cc⊂cd⊆ce∈cf∉d6√d7⋅d8¬d9∧da∨db⇔de⇒e5∑f2∫";
const WINGDINGS = "6c●6e■6f□71□75◆a1○a8□d8➢e0→fb✗fc✓fd☒fe☑";
const WINGDINGS_2 = "50✓52☑54☒a3□";

/** Undefined where it is not known what is shown. */
export function signOf(font = "", char = ""): string | undefined {
  const code = Number.parseInt(char, 16);
  // Signs of such fonts stand in the private area mostly.
  const own = code & 0xff;
  if (/^wingdings 2$/i.test(font)) return listed(WINGDINGS_2, own);
  if (/^wingdings$/i.test(font)) return listed(WINGDINGS, own);
  if (/^symbol/i.test(font)) return listed(SYMBOL, own) ?? greekOf(own) ?? asciiOf(own);
  return code >= 0x20 && (code < 0xe000 || code > 0xf8ff) ? String.fromCodePoint(code) : undefined;
}

function listed(signs: string, code: number): string | undefined {
  return new RegExp(`${code.toString(16).padStart(2, "0")}(?![\\da-f])(.)`, "u").exec(signs)?.[1];
}

function greekOf(code: number): string | undefined {
  return GREEK[code - 0x41] ?? SMALL_GREEK[code - 0x61];
}

/** Figures and brackets are those of other fonts. */
function asciiOf(code: number): string | undefined {
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : undefined;
}
