import fc from "fast-check";
import { test } from "vitest";
import { parseDocument } from "/work/main/src/corpus/parse.ts";
import { expectInvariants } from "/work/main/tests/parse-invariants.ts";
const token = fc.constantFrom("\n","\n","\n","\n\n","\r\n","\r"," ","  ","　","\t","# ","## ","### ","#### ","#","**","__","- ","> ","• ","案例1","案例二：","推荐词:","推荐词","背景","主要做法","应用成效","【","】","【摘要】","一、","二、","（一）","(二)","1.","2、","①","第一，","海港市总工会","某某有限公司工会","打造品牌 服务职工","推动工会工作服务职工群众推动工会工作服务职工群众推动工会工作服务职工群众推动","甲","。","，","；","：",":","！","?",".","...","……","“","”","（","）","《","》","\"","'","Word","word ","12.5%","---","===","```","|a|b|","<p>","\u200b","\ufeff","\0","\ud800","\u202e","附录","前言","— 3 —","\u2028","\v","😀", "page","「","」");
test("fuzz", () => {
  fc.assert(fc.property(fc.array(token, { maxLength: 80, size: "max" }), fc.constantFrom("a.md", "b/c.txt"), (ts, file) => {
    const text = ts.join("");
    if (text.trim() === "") return;
    expectInvariants(parseDocument(file, text));
  }), { seed: Number(process.env.SEED), numRuns: Number(process.env.RUNS ?? 40000) });
}, 600000);
