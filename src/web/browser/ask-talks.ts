/** Conversations kept in this browser, the latest first; each can be opened again or deleted, and no server has them. */

import type { Talk } from "./ask-memory.ts";
import { buttonOf, element } from "./element.ts";

interface KeptTalk extends Talk {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Beyond so many the oldest are deleted. */
const MOST = 50;

export interface Talks {
  /** In the place of what was kept by its id. */
  save(talk: Talk): Promise<void>;
}

export interface TalksParts {
  readonly words: { readonly deleteTalk: string; readonly noTalks: string };
  readonly open: (talk: Talk) => void;
  /** The conversation was deleted; null for all of them. */
  readonly forget: (id: string | null) => void;
}

/** In a browser that keeps nothing the list is empty. */
export function watchTalks({ words, open, forget }: TalksParts): Talks {
  const list = document.getElementById("talks") as HTMLDetailsElement;
  const entries = list.querySelector("ul") as HTMLElement;

  async function show(): Promise<void> {
    const talks = await all();
    entries.replaceChildren(
      ...(talks.length === 0 ? [element("li", "hint", words.noTalks)] : talks.map(entryOf)),
    );
  }

  function entryOf({ id, at, turns }: KeptTalk): HTMLElement {
    const name = buttonOf(turns[0]?.question ?? "");
    name.append(element("span", "hint", new Date(at).toLocaleDateString("zh-CN")));
    name.addEventListener("click", () => {
      list.open = false;
      open({ id, turns });
    });
    const remove = buttonOf(words.deleteTalk);
    remove.setAttribute("aria-label", `${words.deleteTalk}：${turns[0]?.question ?? ""}`);
    remove.addEventListener("click", async () => {
      await inStore("readwrite", (store) => store.delete(id));
      forget(id);
      await show();
      (entries.querySelector("button") ?? list.querySelector("summary"))?.focus();
    });
    return element("li", "", name, remove);
  }

  list.addEventListener("toggle", () => {
    if (list.open) void show();
  });
  list.querySelector("[data-tool=forget]")?.addEventListener("click", async () => {
    await inStore("readwrite", (store) => store.clear());
    forget(null);
    list.open = false;
    list.querySelector("summary")?.focus();
  });

  return {
    async save({ id, turns }) {
      await inStore("readwrite", (store) => store.put({ id, at: Date.now(), turns }));
      for (const { id: old } of (await all()).slice(MOST))
        await inStore("readwrite", (store) => store.delete(old));
    },
  };
}

async function all(): Promise<KeptTalk[]> {
  const talks = (await inStore<KeptTalk[]>("readonly", (store) => store.getAll())) ?? [];
  return talks.filter(({ turns }) => Array.isArray(turns)).sort((a, b) => b.at - a.at);
}

function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const nothing = () => resolve(undefined);
    try {
      const opening = indexedDB.open("anlitong", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("talks", { keyPath: "id" });
      opening.onerror = nothing;
      opening.onsuccess = () => {
        const transaction = opening.result.transaction("talks", mode);
        const request = work(transaction.objectStore("talks"));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = nothing;
        transaction.addEventListener("complete", () => opening.result.close());
      };
    } catch {
      nothing();
    }
  });
}
