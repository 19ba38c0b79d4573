/** Bytes of a text → its characters and the encoding they were in, or why they hold none. */

import { ReadingError } from "./reader.ts";

/** Common characters of Chinese prose, simplified and traditional, and its punctuation: by their share encodings are told apart. */
const COMMON = new Set(
  "，。、；：的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严這個為國時來們過說產種後學從業應開還會發動對樣與關數問結條無題黨實現體點當經總員統計見別論運農區強戰則隊給門規熱領導東壓爭濟階術極聯證轉單風帶車務萬達議聲報鬥類離華確張馬節話況傳許廣記職協勞幫",
);
const ASCII = /[\t\n\r\x20-\x7e]/;

export interface Decoded {
  readonly text: string;
  /** As a reader would call it: UTF-8, GB18030. */
  readonly encoding: string;
}

/** A byte order mark stays in UTF-8 text, which so is the file to the letter. Throws a `ReadingError`. */
export function decodeText(bytes: Uint8Array): Decoded {
  const decoded = decode(bytes);
  if (decoded.text.trim().replace("\ufeff", "") === "")
    throw new ReadingError("是空文件，没有读入；请补上文字，或移走此文件");
  return decoded;
}

function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded("utf-16le", bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded("utf-16be", bytes.subarray(2));
  const utf8 = bytes.includes(0) ? undefined : attempt("utf-8", bytes);
  if (utf8 !== undefined) return { text: utf8, encoding: "UTF-8" };
  const candidates = bytes.includes(0)
    ? ["utf-16le", "utf-16be"]
    : ["gb18030", "big5", "utf-16le", "utf-16be"];
  let best = { encoding: "", score: 0 };
  for (const encoding of candidates) {
    const score = scoreOf(attempt(encoding, bytes.subarray(0, evenPart(bytes, encoding))));
    if (score > best.score) best = { encoding, score };
  }
  if (best.score < LEAST) {
    throw new ReadingError(
      bytes.includes(0)
        ? "不是文本，也不是认识的文档格式，没有读入；请另存为 .docx、.pdf 或 UTF-8 文本"
        : "文字编码无法识别，没有读入；请另存为 UTF-8 文本",
    );
  }
  return decoded(best.encoding, bytes);
}

/** Wrong encodings give rare characters; of right ones most are common. */
const LEAST = 0.35;
/** Enough to tell by; cut where no encoding has a character across. */
const LOOKED_AT = 60_000;

function evenPart(bytes: Uint8Array, encoding: string): number {
  if (bytes.length <= LOOKED_AT) return bytes.length;
  if (encoding.startsWith("utf-16")) return LOOKED_AT;
  const lineFeed = bytes.lastIndexOf(10, LOOKED_AT);
  return lineFeed > 0 ? lineFeed : bytes.length;
}

function attempt(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decoded(encoding: string, bytes: Uint8Array): Decoded {
  const text = attempt(encoding, bytes);
  if (text === undefined) throw new ReadingError("文字编码无法识别，没有读入；请另存为 UTF-8 文本");
  return { text, encoding: encoding.toUpperCase() };
}

/** The share of common characters among those that are none of ASCII; what no text holds counts against it. */
function scoreOf(text: string | undefined): number {
  if (text === undefined) return 0;
  let common = 0;
  let others = 0;
  let ascii = 0;
  for (const character of text) {
    if (ASCII.test(character)) ascii++;
    else if (COMMON.has(character)) common++;
    else others += /[\p{Co}\p{Cn}\p{Cc}\ufffd]/u.test(character) ? 4 : 1;
  }
  return common + others === 0 ? (ascii > 0 ? 1 : 0) : common / (common + others);
}
