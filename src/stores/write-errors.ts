/** An error of the system or of SQLite while the index is written → a line that says what to do. */

export const SQLITE_BUSY = 5;
export const SQLITE_CORRUPT = 11;
export const SQLITE_NOTADB = 26;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

/** The error itself where it already says what it is about. */
export function explain(error: unknown, dir: string): unknown {
  const system = systemCode(error);
  const sqlite = sqliteCode(error);
  if (sqlite === SQLITE_FULL || isOneOf(system, ["ENOSPC", "EDQUOT"])) {
    return because(error, `${dir}：磁盘已满，索引没有改动；请腾出空间后再试`);
  }
  if (sqlite === SQLITE_IOERR || isOneOf(system, ["EFBIG", "EIO"])) {
    return because(
      error,
      `${dir}：索引没能写入，没有改动（${system ?? messageOf(error)}）；请检查磁盘是否已满或有故障`,
    );
  }
  if (isOneOf(sqlite, [SQLITE_READONLY, SQLITE_CANTOPEN]) || isOneOf(system, ["EACCES", "EPERM", "EROFS"])) {
    return because(
      error,
      `${dir}：应为可以写入的文件夹（${system ?? messageOf(error)}）；请修改它的权限，或另选一处`,
    );
  }
  if (isOneOf(system, ["ENOTDIR", "EEXIST"])) {
    return because(error, `${dir}：应为存放索引的文件夹，却是文件；请另选一处`);
  }
  return error;
}

/** SQLite's primary result code of an error; undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error && "errcode" in error && typeof error.errcode === "number")) return undefined;
  return error.errcode & 0xff;
}

/** The code of a system error, such as ENOENT; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return undefined;
  return String(error.code);
}

function isOneOf<T>(value: T | undefined, among: readonly T[]): boolean {
  return value !== undefined && among.includes(value);
}

function because(cause: unknown, message: string): Error {
  return new Error(message, { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
