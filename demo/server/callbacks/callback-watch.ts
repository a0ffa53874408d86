import type {FastifyBaseLogger} from 'fastify';

/** What shows that a callback should have come. */
export type Evidence = 'session' | 'allowed' | 'said' | 'let in' | 'joined';

interface Rule {
  readonly command: string;
  readonly shownBy: Evidence;
  /** So often, before its absence means something: a message may be dropped, a process is told a part of them. */
  readonly times: number;
  readonly without: string;
}

const RULES: readonly Rule[] = [
  {
    command: 'Group.CallbackBeforeSendMsg',
    shownBy: 'said',
    times: 20,
    without: "anybody's custom messages pass; no words, slow mode or levels; likes and lottery entries are not counted",
  },
  {
    command: 'Group.CallbackAfterSendMsg',
    shownBy: 'allowed',
    times: 40,
    without: 'no history: nothing is refilled after a lost connection, comments cannot be deleted or reported',
  },
  {
    command: 'Group.CallbackBeforeApplyJoinGroup',
    shownBy: 'joined',
    times: 20,
    without: 'accounts that only watch can be members and write counters; who is banned may come back',
  },
  {
    command: 'Group.CallbackAfterNewMemberJoin',
    shownBy: 'let in',
    times: 20,
    without: 'no points for time spent in a room',
  },
  {
    command: 'Group.CallbackAfterMemberExit',
    shownBy: 'joined',
    times: 500,
    without: 'who left goes on getting points, for twelve hours at most',
  },
];

/** Sessions without any callback, after which the address is wrong. */
const SESSIONS = 20;

/**
 * Names callbacks that are not switched on in the app's console. Tencent Chat has no call that tells, so the callbacks that come
 * are what shows that others do not. Each is named once.
 */
export class CallbackWatch {
  readonly #log: FastifyBaseLogger;
  readonly #heard = new Set<unknown>();
  readonly #shown = new Map<Evidence, number>();
  readonly #named = new Set<string>();

  constructor(log: FastifyBaseLogger) {
    this.#log = log;
  }

  /** A callback came, and its signature is right. */
  heard(command: unknown): void {
    if (this.#heard.size < 100) this.#heard.add(command);
  }

  show(evidence: Evidence): void {
    const times = (this.#shown.get(evidence) ?? 0) + 1;
    this.#shown.set(evidence, times);
    if (evidence === 'session' && times === SESSIONS && !this.#heard.size)
      this.#name('any callback', this.#withoutAll());
    for (const {command, shownBy, times: enough, without} of RULES)
      if (shownBy === evidence && times >= enough && !this.#heard.has(command)) this.#name(command, without);
  }

  #withoutAll(): string {
    return `its address (CALLBACK_PATH) is not set or not reachable. ${RULES[0]!.without}; ${RULES[1]!.without}`;
  }

  #name(command: string, without: string): void {
    if (this.#named.has(command)) return;
    this.#named.add(command);
    this.#log.warn(
      `callbacks: Tencent Chat has not sent ${command}; switch it on in the console. Without it: ${without}`,
    );
  }
}
