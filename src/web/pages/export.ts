/** The library → a folder of pages that any web server or a memory stick can serve, search included. */

import type { Library, OpenCase, Shelf } from "../../answer/library.ts";
import type { Case, Sentence } from "../../corpus/case.ts";
import { formalReferenceOf } from "../../render/reference.ts";
import { visible } from "../../render/text.ts";
import type { ListedSentence } from "../browser/units.ts";
import { type Assets, inOnePiece, readAssets } from "./assets.ts";
import { type CaseView, casePage } from "./case-page.ts";
import { casePartsOf, partAt } from "./case-parts.ts";
import { type CatalogueLinks, type CatalogueWish, cataloguePage, pageCount } from "./catalogue-page.ts";
import { createFolderIndex, type FolderFile } from "./folder-index.ts";
import { type Page, pageText, type Site } from "./layout.ts";
import { CATALOGUE } from "./wording.zh.ts";

const SITE: Site = {
  nav: [{ id: "reader", label: CATALOGUE.nav, path: "index.html" }],
  home: "index.html",
  assets: "assets",
  modules: false,
};

/** What the pages load; the other scripts are parts of these. */
const SCRIPTS = ["theme.js", "folder-search.js", "folder-cite.js"];

export interface FolderSource {
  readonly library: Library;
  /** `path` is relative, with "/" between folders; folders are made as needed. */
  readonly write: (file: FolderFile) => Promise<void>;
  readonly onProgress?: (done: number, total: number) => void;
}

type Names = ReadonlyMap<string, string>;

/** Resolves with the number of cases when all is written. */
export async function exportFolder({ library, write, onProgress }: FolderSource): Promise<number> {
  const shelf = await library.shelf();
  const names = fileNames([...shelf.cases.map(({ of }) => of.id), ...shelf.documents]);
  const index = createFolderIndex();
  const put = async (path: string, page: Page) => write({ path, text: await pageText(SITE, page) });
  const opened = async (id: string): Promise<OpenCase> => {
    const open = await library.open(id);
    if (!open) throw new Error("导出期间案例文档有变动，请重新导出");
    return open;
  };

  for (const file of assetFiles(readAssets())) await write(file);
  for (const { path, page } of folderCatalogue(shelf, names)) await put(path, page);
  for (const id of shelf.documents)
    for (const { path, page } of casePages(await opened(id), names)) await put(path, page);
  for (const [done, { of }] of shelf.cases.entries()) {
    const open = await opened(of.id);
    for (const { path, page } of casePages(open, names)) await put(path, page);
    await write(index.add([casePageName(names, of.id, 0), of.title, of.organization], listedOf(open, names)));
    onProgress?.(done + 1, shelf.cases.length);
  }
  for (const file of index.finish()) await write(file);
  return shelf.cases.length;
}

function assetFiles(assets: Assets): FolderFile[] {
  const shown = [...assets.files].filter(([name]) => /\.(?:css|svg)$/.test(name));
  return [
    ...shown.map(([name, { body }]) => ({ path: `assets/${name}`, text: body })),
    ...SCRIPTS.map((name) => ({ path: `assets/${name}`, text: inOnePiece(assets, name) })),
  ];
}

function casePages(open: OpenCase, names: Names): { path: string; page: Page }[] {
  const { id } = open.case;
  const view = viewOf(open, names);
  return casePartsOf(open.case).flatMap((_, part) => {
    const page = casePage(open, part, view);
    return page ? [{ path: casePageName(names, id, part), page }] : [];
  });
}

/** Every page of a case lies in cases/. */
function viewOf(open: OpenCase, names: Names): CaseView {
  const { case: of, document } = open;
  const anchors = anchorsOf(of);
  return {
    root: "../",
    scripts: ["folder-cite.js"],
    links: {
      catalogue: "../index.html",
      caseHref: (caseId, part) => `../${encodeURI(casePageName(names, caseId, part))}`,
      sentenceHref: () => "",
    },
    text: {
      hrefOf: (_, __, sentence) => fragmentOf(anchors, sentence),
      idOf: (sentence) => anchors.get(sentence) ?? "",
      referenceOf: (section, item, { number }) =>
        formalReferenceOf(
          { case: of, section, item, sentences: [number, number], source: of },
          { document, year: of.year },
        ),
    },
  };
}

function fragmentOf(anchors: Anchors, sentence: Parameters<Anchors["get"]>[0]): string {
  return `#${encodeURIComponent(anchors.get(sentence) ?? "")}`;
}

function listedOf({ case: of }: OpenCase, names: Names): ListedSentence[] {
  const anchors = anchorsOf(of);
  const parts = casePartsOf(of);
  return of.sections.flatMap(({ name, blocks }) =>
    blocks.flatMap(({ label, sentences }) =>
      sentences.map((sentence): ListedSentence => {
        const page = encodeURI(casePageName(names, of.id, partAt(parts, sentence.start)));
        const href = `${page}${fragmentOf(anchors, sentence)}`;
        return [href, visible(`${name}${label ?? ""}`), visible(sentence.text)];
      }),
    ),
  );
}

type Anchors = ReadonlyMap<Sentence, string>;

/** Unique within the case; where sections or items share a name, later ones get a number. */
function anchorsOf({ heading, sections }: Case): Anchors {
  const anchors = new Map<Sentence, string>();
  const taken = new Map<string, number>();
  for (const { name, blocks } of [heading, ...sections])
    for (const { label, sentences } of blocks)
      for (const sentence of sentences) {
        const parts = [name, ...(label === null ? [] : [label]), String(sentence.number)];
        const anchor = parts.join("/").replace(/\s+/g, "_");
        const count = (taken.get(anchor) ?? 0) + 1;
        taken.set(anchor, count);
        anchors.set(sentence, count === 1 ? anchor : `${anchor}~${count}`);
      }
  return anchors;
}

function folderCatalogue(
  shelf: Shelf,
  names: ReadonlyMap<string, string>,
): { readonly path: string; readonly page: Page }[] {
  const links: CatalogueLinks = {
    pageHref: (wish) => pathOf(wish, shelf),
    caseHref: (caseId) => encodeURI(casePageName(names, caseId, 0)),
    scripts: ["folder-search.js"],
    searches: false,
  };
  const orders: Omit<CatalogueWish, "page">[] = [
    ...(["year", "unit", "subject"] as const).map((by) => ({ by, subject: null, only: {} })),
    ...shelf.subjects.map(({ name }) => ({ by: "subject" as const, subject: name, only: {} })),
  ];
  return orders.flatMap((order) =>
    Array.from({ length: pageCount(shelf, order) }, (_, i) => {
      const wish = { ...order, page: i + 1 };
      return { path: pathOf(wish, shelf), page: cataloguePage(shelf, wish, links) };
    }),
  );
}

function pathOf({ by, subject, page }: CatalogueWish, { subjects }: Shelf): string {
  const number = subjects.findIndex(({ name }) => name === subject) + 1;
  const name = by === "year" ? "index" : `${by}${number > 0 ? `-${number}` : ""}`;
  return `${name}${page > 1 ? `-page-${page}` : ""}.html`;
}

const LONGEST = 80;

export function fileNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const plain = id
      .replace(/[^\p{L}\p{N}._-]+/gu, "-")
      .replace(/^[.-]+/, "")
      .slice(0, LONGEST)
      .toWellFormed();
    let name = plain || "case";
    // Where capitals and small letters mean the same file.
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${plain}~${count}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}

/** Below the root of an exported folder; parts count from 0. */
function casePageName(names: ReadonlyMap<string, string>, caseId: string, part: number): string {
  return `cases/${names.get(caseId) ?? ""}${part === 0 ? "" : `-page-${part + 1}`}.html`;
}
