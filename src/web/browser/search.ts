/** Search as one types: what the server finds for the words replaces what is shown, as if the form had been sent. */
{
  const WAIT_MS = 150;
  const field = document.querySelector<HTMLInputElement>("form.search input[name=q]");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: XMLHttpRequest | undefined;
  let shown = field?.value.trim() ?? "";

  const show = (words: string) => {
    underWay?.abort();
    shown = words;
    const address = words === "" ? "./" : `./?${new URLSearchParams({ q: words })}`;
    const request = new XMLHttpRequest();
    underWay = request;
    request.open("GET", address);
    // The browser itself makes a document of it, in which nothing runs.
    request.responseType = "document";
    request.addEventListener("load", () => {
      const results = request.responseXML?.querySelector("#results");
      const old = document.querySelector("#results");
      if (request.status !== 200 || !results || !old) return;
      old.replaceWith(document.importNode(results, true));
      const said = document.querySelector("#said");
      if (said) said.textContent = results.querySelector("h2")?.textContent ?? "";
      document.title = request.responseXML?.title ?? document.title;
      history.replaceState(null, "", address);
    });
    request.send();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const words = field?.value.trim() ?? "";
      if (words !== shown) show(words);
    }, WAIT_MS);
  };

  field?.addEventListener("input", (event) => {
    // Half a syllable of an input method is no word yet.
    if (!(event instanceof InputEvent && event.isComposing)) later();
  });
  field?.addEventListener("compositionend", later);
}
