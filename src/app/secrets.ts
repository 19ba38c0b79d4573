/** The name of a variable and its value → whether others may see it, and what is shown of it. */

/** Never shown, not even where they are wrong. */
const SECRET_NAME = /^(?:PROGRAM_TOKENS|DATABASE_URL)$|_(?:API_KEY|TOKEN|PASSWORD|SECRET(?:_ID|_KEY)?)$/;

/** Whether others may see the value of a variable; an address may hold a password. */
export function isSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) || /\/\/[^/\s]*@/.test(value);
}

const LONGEST_SHOWN = 60;

/** What no line of the log may hold. */
export function secretsIn(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(environment).flatMap(([name, value = ""]) => (isSecret(name, value) ? [value] : []));
}

/** In a message about the value. */
export function shown(name: string, value: string | undefined): string {
  if (value === undefined) return "（未设置）";
  if (isSecret(name, value)) return "（已隐藏）";
  return value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
}
