/** A long poll that is held until there are new events. */
export interface PendingPoll {
  /** Responds if there are new events. */
  readonly respondIfNew: () => void;
  /** Responds in any case. */
  readonly end: () => void;
}
