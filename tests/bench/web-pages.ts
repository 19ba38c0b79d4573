/**
 * How long pages take: `node tests/bench/web-pages.ts [cases]` prints the milliseconds of the server's answers (median and
 * slowest of each kind of page, over a corpus of that many cases), and the first contentful paint in chromium.
 */

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAbilities } from "../../src/answer/abilities.ts";
import { openKnowledge } from "../knowledge.ts";
import { openBrowser } from "../web/browser.ts";
import { startSite } from "../web/site.ts";

const CASES_PER_FILE = 500;
const ROUNDS = 50;

const many = Number(process.argv[2] ?? 0);
const begin = performance.now();
const knowledge = await openKnowledge(many > 0 ? await corpusOf(many) : undefined);
const abilities = createAbilities(knowledge);
const { address, stop } = await startSite(undefined, { abilities });
console.log(`opened in ${Math.round(performance.now() - begin)} ms`);

const { cases } = await abilities.reader.shelf();
const middle = cases[Math.floor(cases.length / 2)];
if (!middle) throw new Error("expected cases, found none");
const casePath = `/cases/${encodeURIComponent(middle.of.id)}`;
const section = (await abilities.reader.open(middle.of.id))?.case.sections.at(-1)?.name ?? "";
const sentence = `${casePath}/${encodeURIComponent(section)}/1`;
const paths = {
  catalogue: "/",
  "by organisation": "/?by=unit",
  "by subject": "/?by=subject",
  search: `/?q=${encodeURIComponent("职工")}`,
  case: casePath,
  sentence,
  "changed sentence": `${sentence}?v=00000000`,
};

console.log(`${cases.length} cases`);
for (const [name, path] of Object.entries(paths)) {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const start = performance.now();
    await (await fetch(address + path)).text();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(18)} ${ms(times[ROUNDS / 2])} median ${ms(times.at(-1))} slowest`);
}

const browser = await openBrowser();
for (const [name, path] of Object.entries(paths)) {
  const page = await browser.newPage();
  await page.goto(address + path);
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          for (const { name: kind, startTime } of list.getEntries())
            if (kind === "first-contentful-paint") resolve(startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
  console.log(`${name.padEnd(18)} ${ms(paint)} first contentful paint`);
  await page.close();
}
await browser.close();
await stop();

function ms(time = Number.NaN): string {
  return `${time.toFixed(1).padStart(7)} ms`;
}

async function corpusOf(count: number): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "anlitong-bench-"));
  for (let from = 0; from < count; from += CASES_PER_FILE) {
    const texts = Array.from({ length: Math.min(CASES_PER_FILE, count - from) }, (_, i) =>
      caseText(from + i + 1),
    );
    await writeFile(join(dir, `${from}.md`), texts.join(""));
  }
  return dir;
}

function caseText(number: number): string {
  const items = Array.from(
    { length: 6 },
    (_, i) =>
      `(${"一二三四五六"[i]})第${i + 1}方面。服务职工${number * (i + 3)}人次，走访企业${number + i}家。建立台账${i + 1}本。\n`,
  );
  return `### 第${number}街道总工会\n#### 第${number}项职工服务做法\n##### 主要内容\n${items.join("\n")}\n##### 应用成效\n职工满意率达${80 + (number % 20)}%。\n\n`;
}
