/** How the Bot API answers. */

export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
    };

export type Refusal = Extract<Answer, { ok: false }>;

export function refusal(
  code: number,
  description: string,
  parameters?: NonNullable<Refusal["parameters"]>,
): Refusal {
  return { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) };
}

/** Ends a method: what it was asked cannot be done. */
export function refuse(
  code: number,
  description: string,
  parameters?: NonNullable<Refusal["parameters"]>,
): never {
  throw Object.assign(new Error(description), { refusal: refusal(code, description, parameters) });
}

/** What a method gives back, or how it refused. */
export function answered(method: () => unknown): Answer {
  try {
    return { ok: true, result: method() };
  } catch (error) {
    if (error instanceof Error && "refusal" in error) return error.refusal as Refusal;
    throw error;
  }
}
