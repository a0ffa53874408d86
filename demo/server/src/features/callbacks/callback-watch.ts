import type {FastifyBaseLogger} from 'fastify';

/** An event after which Tencent Chat sends certain callbacks. */
export type Evidence = 'session' | 'message allowed' | 'message sent' | 'join allowed' | 'joined';

interface Rule {
  readonly command: string;
  readonly evidence: Evidence;
  /**
   * Events before a missing callback is reported: a message may be dropped, and each of several processes receives only some of
   * the callbacks.
   */
  readonly threshold: number;
  /** Features that do not work without the callback. */
  readonly without: string;
}

const RULES: readonly Rule[] = [
  {
    command: 'Group.CallbackBeforeSendMsg',
    evidence: 'message sent',
    threshold: 20,
    without:
      'custom messages of any user pass; no word filter, slow mode or levels; likes and lottery entries are not counted',
  },
  {
    command: 'Group.CallbackAfterSendMsg',
    evidence: 'message allowed',
    threshold: 40,
    without: 'no history: pages miss the comments of a lost connection, comments cannot be deleted or reported',
  },
  {
    command: 'Group.CallbackBeforeApplyJoinGroup',
    evidence: 'joined',
    threshold: 20,
    without: 'media accounts can become members and write counters; banned viewers can come back',
  },
  {
    command: 'Group.CallbackAfterNewMemberJoin',
    evidence: 'join allowed',
    threshold: 20,
    without: 'no points for time spent in a room',
  },
  {
    command: 'Group.CallbackAfterMemberExit',
    evidence: 'joined',
    threshold: 500,
    without: 'viewers who left go on getting points, for twelve hours at most',
  },
];

const SAVE_EVERY_MS = 60_000;

/** Sessions without any callback before the callback address is reported as wrong. */
const SESSIONS_THRESHOLD = 20;

/**
 * Warns once about each callback that is not switched on in the app's console. Tencent Chat has no call that lists them, so the
 * callbacks that arrive are the evidence that others are missing.
 */
export class CallbackWatch {
  readonly #log: FastifyBaseLogger;
  readonly #save: (command: string) => void;
  readonly #received = new Set<unknown>();
  /** By `performance.now()`. */
  readonly #savedAt = new Map<string, number>();
  readonly #evidenceCounts = new Map<Evidence, number>();
  readonly #reported = new Set<string>();

  /** @param save Stores for other processes that the callback came. Called at most once a minute for each command. */
  constructor(log: FastifyBaseLogger, save: (command: string) => void = () => undefined) {
    this.#log = log;
    this.#save = save;
  }

  /** Records a callback with a valid signature. */
  callbackReceived(command: unknown): void {
    if (this.#received.size < 100) this.#received.add(command);
    if (typeof command !== 'string' || !this.#received.has(command)) return;
    const savedAt = this.#savedAt.get(command);
    if (savedAt !== undefined && performance.now() - savedAt < SAVE_EVERY_MS) return;
    this.#savedAt.set(command, performance.now());
    this.#save(command);
  }

  /** Counts an event, and warns about each missing callback whose threshold is reached. */
  recordEvidence(evidence: Evidence): void {
    const count = (this.#evidenceCounts.get(evidence) ?? 0) + 1;
    this.#evidenceCounts.set(evidence, count);
    if (evidence === 'session' && count === SESSIONS_THRESHOLD && !this.#received.size)
      this.#report('any callback', this.#withoutAll());
    for (const rule of RULES) {
      const isDue = rule.evidence === evidence && count >= rule.threshold;
      if (isDue && !this.#received.has(rule.command)) this.#report(rule.command, rule.without);
    }
  }

  #withoutAll(): string {
    return `its address (CALLBACK_PATH) is not set or not reachable. ${RULES[0]!.without}; ${RULES[1]!.without}`;
  }

  #report(command: string, without: string): void {
    if (this.#reported.has(command)) return;
    this.#reported.add(command);
    this.#log.warn(
      `callbacks: Tencent Chat has not sent ${command}; switch it on in the console. Without it: ${without}`,
    );
  }
}
