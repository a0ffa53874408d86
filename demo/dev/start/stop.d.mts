export interface Stop {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Aborted by the second: somebody does not want to wait. */
  readonly force: AbortSignal;
}

export declare function listenForStop(): Stop;
