/** Before all tests: a folder for what they keep on disk. After them it is gone, whatever became of the processes that used it. */

import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const ROOM = 1e9;

/** In memory where there is room: journals commit thousands of times, and each commit waits for a disk. */
function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM;
}

export default function setup(): () => void {
  const folder = mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), "anlitong-tests-"));
  // Programs without rights are tested in it, too.
  chmodSync(folder, 0o755);
  process.env.TEST_FOLDER = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
