/** What a database server, or the way to it, complains of → one line in Chinese that says what to do. */

export class DatabaseError extends Error {
  /** It may be another matter soon: the server is away, or ended the connection. */
  readonly isPassing: boolean;

  constructor(message: string, isPassing: boolean, cause?: unknown) {
    super(message, { cause });
    this.isPassing = isPassing;
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  "28P01": "用户名或密码不对，请核对 DATABASE_URL",
  "28000": "服务器不允许这个用户连接，请核对 DATABASE_URL 和服务器的 pg_hba.conf",
  "3D000": "没有这个数据库，请先用 createdb 建立，或核对 DATABASE_URL",
  "42501": "这个用户没有足够的权限，请授予它在该数据库中建立模式（CREATE）的权限",
  "53100": "数据库服务器的磁盘已满，请清理后再试",
  "53300": "连接数已到服务器的上限，请调高 max_connections，或减少本程序的份数",
  "25006": "数据库只能读，不能写，请把 DATABASE_URL 指向主库",
  ENOTFOUND: "找不到这台服务器，请核对 DATABASE_URL 里的主机名",
  ECONNREFUSED: "服务器没有接受连接，请确认 PostgreSQL 已启动，并核对 DATABASE_URL 里的主机和端口",
  EACCES: "没有权限连接服务器，请核对 DATABASE_URL",
};

/** Classes of states: of the connection, of resources, of whoever runs the server. */
const PASSING = /^(?:08|53|57|25006)/;

/** Serialisation and locks: what was given up may be done again. */
const BUSY = /^(?:40|55P03)/;

export function inChinese(error: unknown, address: string): unknown {
  if (error instanceof DatabaseError || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const isState = /^[0-9A-Z]{5}$/.test(code) && "severity" in error;
  if (isState && !PASSING.test(code) && !BUSY.test(code) && !(code in ADVICE))
    return new DatabaseError(`数据库 ${placeOf(address)}：${error.message}（${code}）`, false, error);
  const isPassing = !isState || PASSING.test(code) || BUSY.test(code);
  const why =
    ADVICE[code] ??
    (BUSY.test(code) ? "正忙，等了太久，请稍后再试" : "连接中断或连不上，请确认 PostgreSQL 已启动、网络畅通");
  return new DatabaseError(
    `数据库 ${placeOf(address)}：${why}（${code || error.message}）`,
    isPassing,
    error,
  );
}

/** Without user and password. */
export function placeOf(address: string): string {
  try {
    const { host, pathname } = new URL(address);
    return `${host}${decodeURIComponent(pathname)}`;
  } catch {
    return "（DATABASE_URL）";
  }
}
