/** Judges what an app sends to Slack, by declarations that are Slack's own and by limits that it states in prose. */

import { checkerOf } from "../telegram/wire-checker.ts";
import { limitFaults } from "./wire-limits.ts";
import { ruleFaults } from "./wire-rules.ts";
import { methods, requests, responses, submissions } from "./wire-schemas.ts";

export type Payload = Readonly<Record<string, unknown>>;

const requestFaults = checkerOf("requests", requests);
const responseFaults = checkerOf("responses", responses);
const submissionFaults = checkerOf("submissions", submissions);

/**
 * What is wrong with a call: nothing, where Slack would take it and the project's rules allow it. Two more names stand
 * beside those of methods: `response_url` for what goes to such an address, `view_submission` for what a modal's
 * submission is answered with.
 */
export function checkCall(method: string, payload: unknown): string[] {
  const given = payload ?? {};
  if (typeof given !== "object" || Array.isArray(given)) return [`${method}: expected an object`];
  // Bolt adds the team to every call, and asks with its token in the body who it is.
  const { token, team_id, ...rest } = given as Payload;
  const faults = schemaFaults(method, team_id === undefined ? rest : given, rest);
  if (token !== undefined && method !== "auth.test")
    faults.push("token: belongs into the header, where no log of bodies finds it");
  // What is too long is of the right shape, so that either may be wrong alone.
  faults.push(...limitFaults(method, rest), ...ruleFaults(method, rest));
  return faults.map((fault) => `${method}: ${fault}`);
}

function schemaFaults(method: string, given: object, withoutTeam: object): string[] {
  if (method === "response_url") return responseFaults("RespondArguments", given);
  if (method === "view_submission") return submissionFaults("ViewResponseAction", given);
  const declared = methods.get(method);
  if (!declared) return ["no such method"];
  const { token: _, ...own } = given as Payload;
  const faults = requestFaults(declared, own);
  return faults.length > 0 && own !== withoutTeam ? requestFaults(declared, withoutTeam) : faults;
}
