/** The deployments that are shipped let the program write where it has to, and nowhere else. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const fileText = (name: string) => readFileSync(join(import.meta.dirname, "..", name), "utf8");

it("the container can keep corrections beside the documents, and writes to nothing of itself", () => {
  const text = fileText("compose.yaml");
  expect(text).toMatch(/^ {6}- \.\/corpus:\/opt\/anlitong\/corpus$/m);
  expect(text).toMatch(/^ {4}read_only: true$/m);
});

it("the service can keep corrections beside the documents, and writes to nothing else of the system", () => {
  const lines = fileText("deploy/anlitong.service").split("\n");
  expect(lines).toContain("ProtectSystem=strict");
  expect(lines.filter((line) => line.startsWith("ReadWritePaths="))).toEqual([
    "ReadWritePaths=-/opt/anlitong/corpus",
  ]);
});
