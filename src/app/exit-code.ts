/** What ended the program → a line on standard error for each thing that is wrong, and the exit code. */

import { type Log, logError } from "../console/log.ts";
import { ReaderLeftError } from "../console/output.ts";
import { SettingsError } from "./settings.ts";

export function exitCodeOf(error: unknown, log: Log): number {
  if (error instanceof ReaderLeftError) return 0;
  if (error instanceof SettingsError) for (const line of error.message.split("\n")) log.error(line);
  else logError(log, systemError(error));
  return 1;
}

/** An error of the system as one line in Chinese; any other as it is. */
export function systemError(error: unknown): unknown {
  return isSystemError(error) ? new Error(systemLine(error), { cause: error }) : error;
}

interface SystemError extends Error {
  readonly code: string;
  readonly path: string;
}

function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    "syscall" in error &&
    "code" in error &&
    "path" in error &&
    typeof error.path === "string"
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "没有这个文件或文件夹，或者不能在此新建",
  ENOTDIR: "路径中有一段不是文件夹",
  EACCES: "没有权限",
  EPERM: "系统不允许",
  EROFS: "这里只能读，不能写",
  ENOSPC: "磁盘已满",
  EBUSY: "正被其他程序使用",
};

/** What the system says in English. */
function systemLine({ code, path, message }: SystemError): string {
  return `${path}：${REASONS[code] ?? message}（${code}）`;
}
