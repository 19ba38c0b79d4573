/** Light or dark: what the reader chose before, else what the system says. Runs before anything is painted. */
{
  const root = document.documentElement;
  const KEY = "anlitong-theme";

  /** A file or a strict browser has no storage; the choice then lasts as long as the page. */
  const chosen = (): string | null => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const keep = (theme: string): void => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {}
  };

  const before = chosen();
  if (before === "light" || before === "dark") root.dataset.theme = before;

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector<HTMLButtonElement>("button.theme");
    if (!button) return;
    const isDark = () =>
      (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) ===
      "dark";
    const show = () => {
      button.textContent = isDark() ? "浅色" : "深色";
    };
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      keep(root.dataset.theme);
      show();
    });
    button.hidden = false;
    show();
  });
}
