/** A Debian without Node, compiler and network, as it is fetched: the lines of the guide lead to a service that runs, and to a newer one. */

import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { ROOT } from "../e2e/start.ts";
import { found, IS_PROMISED } from "../full.ts";
import { until } from "../wire/clock.ts";

const NAME = `anlitong-${packageJson.version}-linux-${process.arch}.tar.gz`;
const GUIDE = readFileSync(join(ROOT, "docs/operations.md"), "utf8");

/** Minutes of work, for which Debian's and npm's servers have to be reached: by `npm run trust` alone. */
const isPossible =
  IS_PROMISED && process.getuid?.() === 0 && spawnSync("debootstrap", ["--version"]).status === 0;

const run = promisify(execFile);
const box = mkdtempSync(join(tmpdir(), "box-"));
let systemd = "";
let container: ChildProcess | undefined;

/** The lines for a shell below a heading, but for those that ask whoever sits there. */
function linesBelow(heading: string): string {
  const [, section = ""] = GUIDE.split(`${heading}\n`);
  const blocks = [...(section.split(/\n#{2,3} /)[0] ?? "").matchAll(/```sh\n([\s\S]*?)```/g)];
  const lines = blocks.flatMap(([, block = ""]) => block.split("\n"));
  return lines.filter((line) => !/anlitong setup|npm run bundle/.test(line)).join("\n");
}

/** What it prints; rejects with it where a line fails. */
async function inBox(lines: string): Promise<string> {
  const own = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8"];
  const enter = ["-t", systemd, ..."-m -p -u -i -n -C -r -w".split(" "), "env", "-i", ...own];
  const { stdout } = await run("nsenter", [...enter, "bash", "-ec", `cd /root\n${lines}`]);
  return stdout;
}

const READY = "curl -sS --retry 20 --retry-connrefused http://127.0.0.1:3000/readyz";
const ASK =
  'curl -sS -H "content-type: application/json" -d \'{"question":"总结镇江的案例"}\' http://127.0.0.1:3000/api/ask';
const RECORDS = "sudo -u anlitong /opt/anlitong/anlitong audit verify";

beforeAll(async () => {
  if (!isPossible) return;
  await run(process.execPath, ["bundle.ts"], { cwd: ROOT });
  const include = "--include=systemd,systemd-sysv,sudo,curl,ca-certificates";
  await run("debootstrap", ["--variant=minbase", include, "bookworm", box], { maxBuffer: 2 ** 26 });
  for (const file of [NAME, `${NAME}.sha256`])
    copyFileSync(join(ROOT, "dist-bundle", file), join(box, "root", file));
  writeFileSync(join(box, "etc/hostname"), "box\n");
  writeFileSync(join(box, "etc/hosts"), "127.0.0.1 localhost box\n");
  // A folder for this test alone is the root of all that is in the box.
  chmodSync(box, 0o755);
  symlinkSync("/dev/null", join(box, "etc/systemd/system/console-getty.service"));
  container = spawn("bash", [join(import.meta.dirname, "debian-box.sh"), box], { stdio: "ignore" });
  const children = `/proc/${container.pid}/task/${container.pid}/children`;
  await until(() => {
    systemd = readFileSync(children, "utf8").trim();
    const comm = `/proc/${systemd}/comm`;
    return existsSync(comm) && readFileSync(comm, "utf8") === "systemd\n";
  }, "systemd");
  await inBox(
    "until [ -S /run/systemd/private ]; do sleep 0.2; done; systemctl is-system-running --wait || true",
  );
});

afterAll(async () => {
  if (container) {
    process.kill(Number(systemd), "SIGKILL");
    await once(container, "close");
    await run("bash", ["-c", "find /sys/fs/cgroup -depth -type d -path '*/anlitong-box*' -exec rmdir {} +"]);
  }
  rmSync(box, { recursive: true });
});

it.skipIf(!isPossible)("is installed, comes back, is backed up and brought up to date", async () => {
  await expect(inBox("which node cc gcc python3 npm")).rejects.toThrow();
  await expect(inBox("curl -sS -m 5 https://registry.npmjs.org")).rejects.toThrow();
  expect(await inBox(linesBelow("### 1. 离线包（推荐用于 Linux 服务器）"))).toMatch(/ok$/);
  expect(await inBox(ASK)).toContain("监督预核查");
  await inBox("kill -9 $(systemctl show -p MainPID --value anlitong); sleep 1");
  expect(await inBox(READY)).toBe("ok");
  await inBox("systemctl start anlitong-backup");
  const before = await inBox(RECORDS);
  expect(before).toMatch(/共 [1-9]\d* 条/);
  expect(await inBox(linesBelow("## 四、升级"))).toMatch(/ok$/);
  expect(await inBox(RECORDS)).toBe(before);
  expect(await inBox("systemctl is-active anlitong")).toBe("active\n");
  found({ installs: 1, upgrades: 1, lost: 0 });
});
