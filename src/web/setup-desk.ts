/** The first set-up as its pages need it: steps with their settings, tried as they are entered, written at the end. */

/** A setting as it stands, with what was entered. */
export interface SetupField {
  readonly name: string;
  readonly label: string;
  readonly isSecret: boolean;
  /** Of a secret only that there is one; null where nothing stands. */
  readonly given: string | null;
}

export interface SetupStep {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly SetupField[];
}

export interface SetupFinding {
  readonly what: string;
  readonly right: boolean;
  /** One line. */
  readonly detail: string;
}

export interface SetupTrial {
  /** Given when nobody waits any more. */
  readonly signal: AbortSignal;
  /** How many files are read, and of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Setup {
  /** As it stands now: what is entered in one step may add fields to another, and a step without fields is none. */
  steps(): readonly SetupStep[];
  /** "" takes a value away. Gives back a line for each value of the step that cannot be used, and then takes none. */
  take(step: string, values: Readonly<Record<string, string>>): readonly string[];
  /** Takes back what was entered in a step. */
  forget(step: string): void;
  try(step: string, trial: SetupTrial): Promise<readonly SetupFinding[]>;
  /** A line for each value that was entered, without secrets. */
  changes(): readonly string[];
  /**
   * Resolves with what is to be known of what was written. Whatever stands in the file by now stays, but for what was
   * entered. Rejects with one line where it cannot be written.
   */
  save(): Promise<readonly string[]>;
}

export interface SetupDesk extends Setup {
  /** Known to whoever started the program alone. */
  readonly code: string;
  /** Until something is set, here or elsewhere. */
  isOpen(): boolean;
}
