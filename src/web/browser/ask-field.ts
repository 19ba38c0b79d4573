/** What is typed, and how it is meant → a question to be sent: nothing is cut off, and nothing that is typed is lost. */

export interface Field {
  /** Takes what is typed out of the field; undefined where it cannot be sent, which is then said. */
  take(): { readonly text: string; readonly mode: string } | undefined;
  /** Puts a text into the field, unless something else has been typed there. */
  offer(text: string): boolean;
  focus(): void;
}

/** `tooLong`: with {count} and {most} in it. */
export function watchField(form: HTMLFormElement, tooLong: string, say: (text: string) => void): Field {
  const area = form.elements.namedItem("question") as HTMLTextAreaElement;
  const modes = form.querySelector(".modes") as HTMLDetailsElement;
  const chosen = () => form.querySelector<HTMLInputElement>("input[name=mode]:checked");
  let isComplaining = false;

  function isTooLong(): boolean {
    const most = Number(chosen()?.dataset.most);
    const isLong = area.value.trim().length > most;
    if (isLong) say(tooLong.replace("{count}", String(area.value.length)).replace("{most}", String(most)));
    else if (isComplaining) say("");
    isComplaining = isLong;
    return isLong;
  }

  /** Where styles alone cannot do it. */
  function grow(): void {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }

  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "mode") return;
    const named = modes.querySelector("summary span:last-child");
    if (named) named.textContent = target.nextElementSibling?.textContent ?? "";
    area.placeholder = target.dataset.hint ?? "";
    isTooLong();
  });
  modes.addEventListener("click", ({ target, detail }) => {
    // Chosen by a pointer; who chooses by the arrow keys goes on choosing.
    if (!(target instanceof HTMLInputElement) || detail === 0) return;
    modes.open = false;
    area.focus();
  });
  area.addEventListener("input", () => {
    grow();
    isTooLong();
  });
  area.addEventListener("keydown", (event) => {
    // Enter that chooses a word in an input method sends nothing; in Safari only its number tells.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });

  return {
    take() {
      const text = area.value;
      if (text.trim() === "" || isTooLong()) return undefined;
      area.value = "";
      grow();
      return { text, mode: chosen()?.value ?? "ask" };
    },
    offer(text) {
      if (area.value !== "" && area.value !== text) return false;
      area.value = text;
      grow();
      return true;
    },
    focus: () => area.focus(),
  };
}
