/** A model that was tried out and failed → one line that names the variable, its value, and what to do. */

import type { FailureKind, ModelError } from "../models/failure.ts";

/** A variable and its value, as a line may show them. */
type Variable = readonly [name: string, value: string | null];

/** Which variables say where a model is. */
export interface Place {
  readonly model: Variable;
  readonly address: Variable;
  readonly key: Variable;
  /** What is done in its stead. */
  readonly instead: string;
  /** What becomes of it once what is amiss has passed. */
  readonly back?: string;
}

/** Failures that waiting does not mend. */
export const LASTING: readonly FailureKind[] = ["bad-key", "not-found", "unusable"];

export async function trialFailure(trial: Promise<unknown>): Promise<ModelError | undefined> {
  return trial.then(
    () => undefined,
    (error: ModelError) => error,
  );
}

/** The variable that is most likely wrong, what is wrong with it, and what happens now. */
export function noteOf(failure: ModelError, place: Place): string {
  const { model, address, key, instead } = place;
  const { what } = failure;
  const back = LASTING.includes(failure.kind) ? "" : (place.back ?? "，恢复后自动启用");
  switch (failure.kind) {
    case "bad-key":
      return `${shown(key, true)}：${what}；请换成有效的密钥。${instead}`;
    case "not-found":
      return `${shown(model)}：${what}；请核对模型名称和 ${shown(address)}。${instead}`;
    case "unreachable":
    case "garbled":
      return `${shown(address)}：${what}。${instead}${back}`;
    default:
      return `${shown(model)}：${what}。${instead}${back}`;
  }
}

function shown([name, value]: Variable, isSecret = false): string {
  if (value === null) return `${name}=（未设置）`;
  if (isSecret) return `${name}=（已隐藏）`;
  return `${name}=${value.replace(/\/\/[^/@]*@/, "//")}`;
}
