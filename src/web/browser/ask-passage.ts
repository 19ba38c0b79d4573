/** A citation that is pressed → its passage beside the answer; the way back leads to where the reader was. */

import { build } from "./ask-build.ts";

export function watchCitations(problem: string): { close: () => void } {
  const panel = document.getElementById("passage") as HTMLElement;
  const text = document.getElementById("passage-text") as HTMLElement;
  const title = document.getElementById("passage-title") as HTMLElement;
  let pressed: HTMLElement | null = null;
  // A page that is loaded anew shows no passage, whatever its entry in the history says.
  const isEntered = () => history.state?.passage === true;
  if (isEntered()) history.replaceState(null, "");

  function hide(): void {
    if (panel.hidden) return;
    panel.hidden = true;
    pressed?.removeAttribute("aria-current");
    pressed?.focus();
    pressed = null;
  }

  /** The way back of the browser closes it, too: on a phone that is what one does with a sheet over a page. */
  function close(): void {
    hide();
    if (isEntered()) history.back();
  }

  async function open(link: HTMLAnchorElement): Promise<void> {
    pressed?.removeAttribute("aria-current");
    pressed = link;
    link.setAttribute("aria-current", "true");
    try {
      const response = await fetch(`ask/passage?${link.dataset.passage}`);
      const { view } = await response.json();
      if (pressed !== link) return;
      text.replaceChildren(...view.map(build));
    } catch {
      text.textContent = problem;
    }
    panel.hidden = false;
    if (!isEntered()) history.pushState({ passage: true }, "");
    title.focus({ preventScroll: true });
    text.scrollTop = 0;
    const mark = text.querySelector<HTMLElement>("mark");
    if (mark) text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest<HTMLAnchorElement>("a.cite");
    // Who wants a tab of its own for it gets the page.
    if (!link?.dataset.passage || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(link);
  });
  addEventListener("popstate", hide);
  document.getElementById("close")?.addEventListener("click", close);
  return { close };
}
