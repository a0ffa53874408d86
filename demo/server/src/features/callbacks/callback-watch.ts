import type {FastifyBaseLogger} from 'fastify';

/** An event that proves that certain callbacks should have come. */
export type Evidence = 'session' | 'allowed' | 'said' | 'let in' | 'joined';

interface Rule {
  readonly command: string;
  readonly evidence: Evidence;
  /** The evidence needed before the missing callback is reported: a message may be dropped, and each process receives a part of them. */
  readonly threshold: number;
  readonly without: string;
}

const RULES: readonly Rule[] = [
  {
    command: 'Group.CallbackBeforeSendMsg',
    evidence: 'said',
    threshold: 20,
    without: "anybody's custom messages pass; no words, slow mode or levels; likes and lottery entries are not counted",
  },
  {
    command: 'Group.CallbackAfterSendMsg',
    evidence: 'allowed',
    threshold: 40,
    without: 'no history: nothing is refilled after a lost connection, comments cannot be deleted or reported',
  },
  {
    command: 'Group.CallbackBeforeApplyJoinGroup',
    evidence: 'joined',
    threshold: 20,
    without: 'accounts that only watch can be members and write counters; who is banned may come back',
  },
  {
    command: 'Group.CallbackAfterNewMemberJoin',
    evidence: 'let in',
    threshold: 20,
    without: 'no points for time spent in a room',
  },
  {
    command: 'Group.CallbackAfterMemberExit',
    evidence: 'joined',
    threshold: 500,
    without: 'who left goes on getting points, for twelve hours at most',
  },
];

const SAVE_EVERY_MS = 60_000;

/** After so many sessions without any callback, the callback address is reported as wrong. */
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

  /** @param save Keeps for other processes that this callback came; called once a minute and command at most. */
  constructor(log: FastifyBaseLogger, save: (command: string) => void = () => undefined) {
    this.#log = log;
    this.#save = save;
  }

  /** Records a callback whose signature is right. */
  callbackReceived(command: unknown): void {
    if (this.#received.size < 100) this.#received.add(command);
    if (typeof command !== 'string' || !this.#received.has(command)) return;
    const savedAt = this.#savedAt.get(command);
    if (savedAt !== undefined && performance.now() - savedAt < SAVE_EVERY_MS) return;
    this.#savedAt.set(command, performance.now());
    this.#save(command);
  }

  /** Counts a piece of evidence, and warns about each missing callback whose threshold it reaches. */
  evidenceSeen(evidence: Evidence): void {
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
