import { readFileSync } from "node:fs";
import { openKnowledge } from "./knowledge.ts";
import { understand } from "../src/answer/understand.ts";
import { casesQuestion, operationsOf, withoutOperations, yearsAsked } from "../src/question/conditions.ts";
import { readParts, countIn } from "../src/answer/abilities/read-parts.ts";
import { columnOf, figuresFor } from "../src/answer/abilities/asked-figures.ts";
import { linesOf } from "../src/search/lines.ts";
import { contractOf } from "../src/render/contract.ts";
const [set, ...ids] = process.argv.slice(2);
const home = `/work/shared/sets/${set}`;
const k = await openKnowledge(`${home}/corpus`);
const cases = await k.store.cases();
for (const l of readFileSync(`${home}/questions.jsonl`, "utf8").split("\n").filter(Boolean)) {
  const q = JSON.parse(l);
  if (ids.length ? !ids.some((i) => q.id.endsWith(i)) : q.type !== "cross") continue;
  const u = await understand(q.question, k);
  const ops = operationsOf(u.text);
  console.log("=====", q.id, q.question, "\n  gold:", q.answer);
  console.log("  text:", u.text, "| intent", u.intent, "| unknown", u.unknown.join(","), "| kind", casesQuestion(u.text), "| ops", Object.entries(ops).filter(([, v]) => v).map(([n]) => n).join(","), "| years", yearsAsked(u.text).join(","), "| words:", withoutOperations(u.content));
  console.log("  referents:", u.referents.map((r) => `${r.name}=${r.cases.join("/")}`).join(" ; "));
  for (const p of await readParts({ text: u.text, named: u.referents.flatMap((r) => r.cases) }, ops, k)) {
    const f = figuresFor({ ...p, years: yearsAsked(u.text) }, linesOf(cases).filter(({ ordinal }) => p.named.length === 0 || p.named.includes(ordinal)));
    console.log("  part:", p.asked.terms.map((t, i) => `${t.surface}${t.known ? "" : "?"}*${p.asked.weights[i]?.toFixed(2)}`).join(" "), "| unit", p.unit?.kind, p.unit?.units.join("/"), "| named", p.named.join(","));
    for (const { fact, share, worth } of f.slice(0, 5)) console.log("      ", share.toFixed(2), worth.toFixed(2), fact.quantity.text, "|", fact.thing, "|", fact.row, fact.year, fact.line.passage.section);
    console.log("     column:", columnOf(f, yearsAsked(u.text).length, countIn(u.text)).map((x) => `${x.quantity.text} ${x.thing} ${x.year}`).join(" ; "));
  }
  const a = contractOf(await k.ask(q.question, ...(q.history ?? []).map((h: { q: string }) => h.q)));
  console.log("  ANSWER", a.kind, a.text.slice(0, 300).replaceAll("\n", "\n     "));
}
process.exit(0);
