/** A long poll that is held until there are new events. */
export interface PendingPoll {
  /** Answers if there are new events. */
  readonly tryAnswer: () => void;
  /** Answers in any case. */
  readonly end: () => void;
}
