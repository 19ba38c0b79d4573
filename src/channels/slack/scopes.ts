/** The permissions that a token has → those that it lacks. */

/** As in slack-manifest.json. */
export const SCOPES = [
  "app_mentions:read",
  "assistant:write",
  "chat:write",
  "commands",
  "files:write",
  "im:history",
  "im:write",
  "reactions:read",
  "reactions:write",
] as const;

/** None where Slack does not say what the token has. */
export function missingOf(scopes: readonly string[] | undefined): readonly string[] {
  return scopes === undefined ? [] : SCOPES.filter((scope) => !scopes.includes(scope));
}
