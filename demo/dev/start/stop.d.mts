export interface Stop {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Aborted by the second Ctrl-C: do not wait. */
  readonly force: AbortSignal;
}

export declare function listenForStop(): Stop;
