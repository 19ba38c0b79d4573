/** A text, and perhaps how it is shown → the clipboard. */

/**
 * False where the browser allows none. Beyond https and this machine it still copies what is selected. `shown`: pasted
 * into a document with its forms and links, what can only be pressed left out.
 */
export async function copied(text: string, shown: Element | null = null): Promise<boolean> {
  try {
    if (shown === null) await navigator.clipboard.writeText(text);
    else
      await navigator.clipboard.write([
        new ClipboardItem({ "text/plain": text, "text/html": formed(shown) }),
      ]);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

function formed(shown: Element): string {
  const copy = shown.cloneNode(true) as Element;
  for (const pressed of copy.querySelectorAll(".actions, .further")) pressed.remove();
  // Where it is pasted a relative address leads nowhere.
  for (const link of copy.querySelectorAll("a")) link.setAttribute("href", link.href);
  return copy.innerHTML;
}
