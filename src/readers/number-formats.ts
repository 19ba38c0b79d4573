/** A number and the format that Word names → the characters that Word shows for it. */

const DIGITS = "零一二三四五六七八九";
const LEGAL = "零壹贰叁肆伍陆柒捌玖";
const LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖";
const ROMAN = {
  M: 1000,
  CM: 900,
  D: 500,
  CD: 400,
  C: 100,
  XC: 90,
  L: 50,
  XL: 40,
  X: 10,
  IX: 9,
  V: 5,
  IV: 4,
  I: 1,
};

/** Formats that are not listed are shown in Arabic numerals, as Word does for those that it does not know. */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case "none":
    case "bullet":
      return "";
    case "decimalZero":
      return String(value).padStart(2, "0");
    case "upperRoman":
      return roman(value);
    case "lowerRoman":
      return roman(value).toLowerCase();
    case "upperLetter":
      return letters(value);
    case "lowerLetter":
      return letters(value).toLowerCase();
    case "chineseCounting":
    case "chineseCountingThousand":
    case "taiwaneseCounting":
    case "taiwaneseCountingThousand":
    case "japaneseCounting":
    case "koreanCounting":
      return counted(value, DIGITS, "十百千", true);
    case "chineseLegalSimplified":
      return counted(value, LEGAL, "拾佰仟", false);
    case "ideographLegalTraditional":
    case "japaneseLegal":
      return counted(value, LEGAL_TRADITIONAL, "拾佰仟", false);
    case "ideographDigital":
    case "taiwaneseDigital":
    case "japaneseDigitalTenThousand":
      return [...String(value)].map((digit) => (digit === "0" ? "〇" : DIGITS[Number(digit)])).join("");
    case "ideographTraditional":
      return nthOf("甲乙丙丁戊己庚辛壬癸", value);
    case "ideographZodiac":
      return nthOf("子丑寅卯辰巳午未申酉戌亥", value);
    case "decimalEnclosedCircle":
    case "decimalEnclosedCircleChinese":
      return circled(value);
    case "ideographEnclosedCircle":
      return nthOf("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", value);
    case "decimalEnclosedFullstop":
      return value <= 20 ? String.fromCodePoint(0x2487 + value) : `${value}.`;
    case "decimalEnclosedParen":
      return value <= 20 ? String.fromCodePoint(0x2473 + value) : `(${value})`;
    case "decimalFullWidth":
    case "decimalFullWidth2":
      return [...String(value)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
    case "numberInDash":
      return `- ${value} -`;
    default:
      return String(value);
  }
}

function roman(value: number): string {
  let rest = Math.min(value, 3_999);
  let text = "";
  for (const [letters, worth] of Object.entries(ROMAN)) {
    while (rest >= worth) {
      text += letters;
      rest -= worth;
    }
  }
  return text;
}

/** A … Z, AA, BB: the letter is doubled, not counted on. */
function letters(value: number): string {
  if (value < 1) return "";
  return String.fromCodePoint(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

/** 十一 without 一 before the ten where `short`; 一百零一. */
function counted(value: number, digits: string, units: string, short: boolean): string {
  if (value > 9_999 || value < 1) return String(value);
  const places = [...String(value)].map(Number);
  let text = "";
  let gap = false;
  for (const [i, digit] of places.entries()) {
    const unit = units[places.length - 2 - i] ?? "";
    if (digit === 0) {
      gap = text !== "";
      continue;
    }
    if (gap) text += digits[0];
    gap = false;
    const isBareTen = short && text === "" && digit === 1 && places.length === 2 && i === 0;
    text += `${isBareTen ? "" : digits[digit]}${unit}`;
  }
  return text;
}

function nthOf(signs: string, value: number): string {
  return [...signs][value - 1] ?? String(value);
}

function circled(value: number): string {
  if (value <= 20) return String.fromCodePoint(0x245f + value);
  if (value <= 35) return String.fromCodePoint(0x3251 + value - 21);
  return value <= 50 ? String.fromCodePoint(0x32b1 + value - 36) : String(value);
}
