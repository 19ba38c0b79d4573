/** Light or dark: what the reader chose before; else the styles follow the system. Runs before anything is painted. */
{
  const root = document.documentElement;
  const KEY = "anlitong-theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  let button: HTMLButtonElement | null = null;

  /** A file or a strict browser has no storage; the choice then lasts as long as the page. */
  const kept = (): string | null => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  let chosen = kept();

  const other = (): string => ((chosen ?? (system.matches ? "dark" : "light")) === "dark" ? "light" : "dark");
  const show = (): void => {
    if (chosen !== null) root.dataset.theme = chosen;
    if (button) button.textContent = other() === "light" ? "浅色" : "深色";
  };
  show();
  system.addEventListener("change", show);

  addEventListener("DOMContentLoaded", () => {
    button = document.querySelector<HTMLButtonElement>("button.theme");
    if (!button) return;
    button.addEventListener("click", () => {
      chosen = other();
      try {
        localStorage.setItem(KEY, chosen);
      } catch {}
      show();
    });
    button.hidden = false;
    show();
  });
}
