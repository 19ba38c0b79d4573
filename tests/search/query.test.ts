import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLexicon } from "../../src/language/lexicon.ts";
import { matchConcept, subjectOf } from "../../src/search/match.ts";
import { type Concept, coinedTerms, conceptsOf } from "../../src/search/query.ts";
import { realSentences } from "./real-sentences.ts";

const lexicon = parseLexicon("快递小哥 骑手 > 快递员\n讨薪 要工钱 > 根治欠薪 欠薪");

describe("conceptsOf", () => {
  it("keeps the words of content in order of mention and leaves out how it is asked", () => {
    expect(surfaces("请问工会驿站一共帮助了多少名职工呢？")).toEqual(["工会", "驿站", "帮助", "职工"]);
  });

  it("names each concept once", () => {
    expect(surfaces("驿站、驿站和驿站")).toEqual(["驿站"]);
  });

  it("has none for a question of asking words and signs alone", () => {
    for (const question of ["", "是什么？", "请问有哪些呢", "？！", "3", "\u200b"]) {
      expect(surfaces(question)).toEqual([]);
    }
  });

  it("keeps a lexicon word whole and says what may stand for it", () => {
    expect(conceptsOf("快递小哥怎么讨薪", lexicon)).toEqual([
      { surface: "快递小哥", variants: [{ word: "快递员", worth: 0.85 }], quoted: false },
      {
        surface: "讨薪",
        variants: [
          { word: "根治欠薪", worth: 0.85 },
          { word: "欠薪", worth: 0.85 },
        ],
        quoted: false,
      },
    ]);
  });

  it("keeps words in quotation marks together, whatever they are, and says that they were quoted", () => {
    expect(conceptsOf("“四步法”是什么", lexicon)).toEqual([{ surface: "4步法", variants: [], quoted: true }]);
    expect(conceptsOf("“的”", lexicon)).toEqual([]);
  });

  it("keeps words whole that the corpus coined", () => {
    const coined = coinedTerms(["推行“预核查”机制"]);
    expect(surfaces("预核查怎么开展", coined)).toContain("预核查");
  });

  it("takes a number and its unit for one concept", () => {
    expect(surfaces("2024年建会率达到33.3%、投入1.3万")).toEqual(
      expect.arrayContaining(["2024年", "33.3%", "1.3万"]),
    );
  });

  it("does not see width and script", () => {
    expect(surfaces("工會驛站的ＡＰＰ")).toEqual(surfaces("工会驿站的app"));
  });

  it("takes any text, and names no concept twice", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...realSentences())), (text) => {
        const found = surfaces(text);
        expect(found).toEqual([...new Set(found)]);
        expect(found).not.toContain("");
      }),
    );
  });
});

describe("coinedTerms", () => {
  it("gathers what texts put in quotation marks, two to eight characters long", () => {
    const texts = ["打造“聚新同心”品牌和「爱新餐」", "《工作指引》", "“家”", "“做好这一件非常非常重要的事”"];
    expect(coinedTerms(texts)).toEqual(new Set(["聚新同心", "爱新餐", "工作指引"]));
  });
});

describe("matchConcept", () => {
  const subject = subjectOf("组织快递员体检，累计建成15个“小三级”工会，根治欠薪。");
  const degree = (concept: Partial<Concept> & { surface: string }) =>
    matchConcept({ variants: [], quoted: false, ...concept }, subject).degree;

  it("gives the very words the full degree", () => {
    expect(matchConcept({ surface: "快递员", variants: [], quoted: false }, subject)).toEqual({
      degree: 1,
      words: "快递员",
    });
  });

  it("gives another wording of the lexicon less than the very words, and says which it was", () => {
    const match = matchConcept(
      { surface: "讨薪", variants: [{ word: "欠薪", worth: 0.85 }], quoted: false },
      subject,
    );
    expect(match.words).toBe("欠薪");
    expect(match.degree).toBeGreaterThan(0.5);
    expect(match.degree).toBeLessThan(1);
  });

  it("sees words through quotation marks", () => {
    expect(degree({ surface: "小3级工会" })).toBe(1);
  });

  it("finds a number only where it stands on its own", () => {
    expect(degree({ surface: "15" })).toBe(1);
    expect(degree({ surface: "15个" })).toBe(1);
    expect(degree({ surface: "5个" })).toBe(0);
    expect(matchConcept({ surface: "15", variants: [], quoted: false }, subjectOf("2015年")).degree).toBe(0);
    expect(matchConcept({ surface: "2", variants: [], quoted: false }, subjectOf("1.2万")).degree).toBe(0);
  });

  it("does not let figures run together across a sign", () => {
    expect(matchConcept({ surface: "14", variants: [], quoted: false }, subjectOf("统1“4步法”")).degree).toBe(
      0,
    );
  });

  it("counts part of a long word less than the whole, and more than nothing", () => {
    const part = degree({ surface: "快递员宿舍" });
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(degree({ surface: "快递员" }));
  });

  it("takes what is no word for its homophone, but hardly one word for another", () => {
    const misspelled = degree({ surface: "块递员" });
    const word = degree({ surface: "提减" });
    expect(misspelled).toBeGreaterThan(0.5);
    expect(word).toBeGreaterThan(
      matchConcept({ surface: "公会", variants: [], quoted: false }, subject).degree,
    );
  });

  it("finds nothing that is not there", () => {
    expect(
      matchConcept({ surface: "量子", variants: [{ word: "光子", worth: 0.85 }], quoted: false }, subject),
    ).toEqual({
      degree: 0,
      words: "",
    });
  });
});

function surfaces(question: string, coined?: ReadonlySet<string>): string[] {
  return conceptsOf(question, lexicon, coined).map(({ surface }) => surface);
}
