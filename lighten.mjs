/** What was installed to run alone → the same without what only those read who develop: maps of sources, and types. */

// Plain JavaScript: where nothing for developing is installed, the Node of the machine runs this, which may be old.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const MODULES = "node_modules";
const UNREAD = /\.(?:map|d\.[cm]?ts)$/;

if (!existsSync(join(MODULES, "typescript"))) lighten(MODULES);

/** @param {string} folder */
function lighten(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // Links lead to folders of the project's own.
    if (entry.isDirectory()) lighten(path);
    else if (entry.isFile() && UNREAD.test(entry.name)) rmSync(path);
  }
}
