import { openKnowledge } from "./knowledge.ts";
import { linesOf } from "../src/search/lines.ts";
import { factsOf } from "../src/search/facts.ts";
const k = await openKnowledge(`/work/shared/sets/${process.argv[2]}/corpus`);
for (const c of linesOf(await k.store.cases())) for (const t of c.tables) { console.log(c.case.id, c.case.year, JSON.stringify(t.header), JSON.stringify(t.caption)); for (const r of t.rows) console.log("   ", JSON.stringify(r.sentence.text), JSON.stringify(r.cells.map(x=>x.text)), factsOf(r).map(f=>`${f.value}${f.total?"T":""} ${f.year}`).join(" ")); }
process.exit(0);
