/** What an exported folder knows of its cases, in files that are loaded as scripts, for a page in a folder may fetch nothing. */

declare global {
  interface Window {
    /** Called by each of these files with its name and what it holds. */
    anlitong?: (name: string, content: unknown) => void;
  }
}

const loaded = new Map<string, Promise<unknown>>();
const waiting = new Map<string, (content: unknown) => void>();

window.anlitong = (name, content) => waiting.get(name)?.(content);

/** Rejects where there is no such file. */
export function load<T>(name: string): Promise<T> {
  const known = loaded.get(name);
  if (known) return known as Promise<T>;
  const content = new Promise<unknown>((resolve, reject) => {
    waiting.set(name, resolve);
    const script = document.createElement("script");
    script.src = `index/${name}.js`;
    script.addEventListener("error", () => reject(new Error(name)));
    document.head.append(script);
  });
  loaded.set(name, content);
  return content as Promise<T>;
}
