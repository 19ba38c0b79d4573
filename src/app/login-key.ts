/** A data folder → the random key that signs logins by name there, made when it is first wanted. */

import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOGIN_KEY } from "../stores/backup.ts";
import { systemCode } from "../stores/write-errors.ts";

const BYTES = 32;

/** Throws where it cannot be read or made, with one line for the operator where the file holds something else. */
export function loginKeyIn(dataDir: string): Buffer {
  const path = join(dataDir, LOGIN_KEY);
  try {
    const made = `${randomBytes(BYTES).toString("base64url")}\n`;
    writeFileSync(path, made, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    // Made before, maybe just now by another program in the same folder.
    if (systemCode(error) !== "EEXIST") throw error;
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64url");
  if (key.length !== BYTES)
    throw new Error(`${path}：不是完整的登录密钥，请删去这个文件再启动；用姓名登录的人须重新登录`);
  return key;
}
