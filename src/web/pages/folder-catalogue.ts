/** The shelf → every page of its catalogue, in each of its orders and for each subject, as an exported folder has them. */

import type { Shelf } from "../../answer/library.ts";
import { type CatalogueLinks, type CatalogueWish, cataloguePage, pageCount } from "./catalogue-page.ts";
import { casePageName } from "./file-names.ts";
import type { Page } from "./layout.ts";

export function folderCatalogue(
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
    { by: "year", subject: null },
    { by: "unit", subject: null },
    { by: "subject", subject: null },
    ...shelf.subjects.map(({ name }) => ({ by: "subject" as const, subject: name })),
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
