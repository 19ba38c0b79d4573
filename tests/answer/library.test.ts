import { expect, test } from "vitest";
import { createAbilities } from "../../src/answer/abilities.ts";
import { createLibrary } from "../../src/answer/library.ts";
import { openKnowledge } from "../knowledge.ts";
import { documentText, folderOf } from "../search/folder.ts";

test("the shelf holds every case, in order, and no document's own entry", async () => {
  const { reader } = createAbilities(await openKnowledge());
  const { cases, documents, version } = await reader.shelf();
  expect(cases.map(({ of }) => of.id)).toEqual(
    Array.from({ length: 10 }, (_, i) => `2024-top-ten-innovations#${i + 1}`),
  );
  expect(new Set(cases.map(({ year }) => year))).toEqual(new Set([2024]));
  expect(documents).toEqual(["2024-top-ten-innovations#0"]);
  expect(version).toMatchObject({ caseCount: 10, fileCount: 1 });
});

test("subjects are shared by several cases, and are said of these", async () => {
  const { reader } = createAbilities(await openKnowledge());
  const { cases, subjects } = await reader.shelf();
  expect(subjects.map(({ name }) => name)).toContain("新就业形态劳动者");
  for (const { name, count } of subjects) {
    expect(count).toBeGreaterThan(1);
    expect(
      cases.filter((one) => one.subjects.includes(name)),
      name,
    ).toHaveLength(count);
  }
});

test("the shelf is made once as long as the corpus is the same", async () => {
  const { reader } = createAbilities(await openKnowledge());
  expect(await reader.shelf()).toBe(await reader.shelf());
});

test("a case knows its document and the cases beside it", async () => {
  const { reader } = createAbilities(await openKnowledge());
  const open = await reader.open("2024-top-ten-innovations#1");
  expect(open).toMatchObject({ documentId: "2024-top-ten-innovations#0", before: null });
  expect(open?.document).toContain("2024年度十大创新实践经验选登");
  expect(open?.after?.id).toBe("2024-top-ten-innovations#2");
  expect(await reader.open("2024-top-ten-innovations#11")).toBeUndefined();
});

test("a case whose words no longer stand in the source is not shown", async () => {
  const dir = await folderOf({
    "选编.md": documentText({ organization: "海港市总工会", sections: { 做法: ["甲事。"] } }),
  });
  const knowledge = await openKnowledge(dir);
  const { store } = knowledge;
  const text = async (file: string) => (await store.text(file))?.replace("甲事", "乙事");
  const { open } = createLibrary({ ...knowledge, store: { ...store, text } });
  await expect(open("选编#1")).rejects.toThrow("与索引不同");
});

test("most cases share a subject, and each is told of in a sentence of its recommendation", async () => {
  const { reader } = createAbilities(await openKnowledge());
  const { cases } = await reader.shelf();
  expect(cases.filter(({ subjects }) => subjects.length === 0).length).toBeLessThanOrEqual(2);
  const about = new Map(cases.map(({ of, about }) => [of.organization, about]));
  expect(about.get("浙江台州椒江区总工会")).toBe(
    "台州椒江区总工会围绕兼职副主席“选育管用评”,创新实施“项目化选用”模式,对激发工会干部队伍资源潜力具有积极借鉴意义。",
  );
});
