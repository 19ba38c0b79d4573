/** Several curators at once: none sees what is closed to them, and none undoes unseen what another did. */

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { onBehalfOf } from "../../src/chat/asker.ts";
import { draftPage } from "../../src/web/pages/documents-page.ts";
import { type Office, openOffice } from "../channels/office.ts";

const textOf = (stations: number) =>
  [
    "海港市总工会渔工驿站材料",
    "一、主要做法",
    `在码头设立渔工驿站${stations}个，为远洋职工提供热水热饭。`,
    "二、应用成效",
    "服务远洋职工3.5万人次，评为先进集体，得到职工好评。",
  ].join("\n\n");
const CHANGED = expect.stringContaining("在此期间已有新的改动，请重新预览");

let office: Office;
let desk: Office["curation"]["documents"];

beforeAll(async () => {
  const corpusDir = mkdtempSync(join(tmpdir(), "anlitong-several-"));
  mkdirSync(join(corpusDir, "人事"));
  writeFileSync(join(corpusDir, "人事", "读者.txt"), "网页用户：li\n");
  writeFileSync(join(corpusDir, "人事", "内部材料.txt"), textOf(12));
  office = await openOffice("web", corpusDir);
  desk = office.curation.documents;
});

afterAll(() => office.close());

const as = <T>(name: string, task: () => Promise<T>) => onBehalfOf([`user:${name}`], task);

async function preview(name: string, stations: number, by = "li") {
  const bytes = new TextEncoder().encode(textOf(stations));
  const made = await as(by, () => desk.preview({ name, bytes }, by));
  if ("problem" in made) throw new Error(made.problem);
  return made;
}

it("names documents of the same words to who may read them, and to nobody else", async () => {
  const { id, same } = await preview("公开稿.txt", 12);
  expect(same).toEqual(["与“人事/内部材料.txt”的文字相同"]);
  const seenBy = async (name: string) => (await as(name, desk.drafts)).find((one) => one.id === id)?.same;
  expect(await seenBy("li")).toEqual(same);
  expect(await seenBy("zhang")).toEqual([]);
  await desk.discard(id);
});

it("keeps what another curator changed since the preview", async () => {
  const first = await preview("2024.md", 2);
  const second = await preview("2024.md", 3);
  expect(await desk.keep(first.id, true, "li")).toMatchObject({ done: expect.any(String) });
  expect(await desk.keep(second.id, true, "zhang")).toMatchObject({ problem: CHANGED });
  expect(readFileSync(join(office.corpusDir, "2024.md"), "utf8")).toBe(textOf(2));
  const third = await preview("2024.md", 3);
  expect(await desk.withdraw("2024#1", "li")).toHaveProperty("done");
  expect(await desk.keep(third.id, false, "zhang")).toMatchObject({ problem: CHANGED });
});

it("offers to replace what has come by the same name since the preview", async () => {
  const [first, second] = [await preview("新稿.txt", 4), await preview("新稿.txt", 5)];
  expect([first.isInstead, second.isInstead]).toEqual([false, false]);
  await desk.keep(first.id, false, "li");
  expect(await desk.keep(second.id, false, "zhang")).toMatchObject({
    problem: expect.stringContaining("已有同名的文档"),
    mayReplace: true,
  });
  const waits = (await desk.drafts()).find(({ id }) => id === second.id);
  if (!waits) throw new Error("expected it to wait still");
  expect(String(await draftPage(waits).main)).toContain(">替换</button>");
  expect(await desk.keep(second.id, true, "zhang")).toMatchObject({
    done: expect.stringContaining("已替换"),
  });
  expect(readFileSync(join(office.corpusDir, "新稿.txt"), "utf8")).toBe(textOf(5));
});
