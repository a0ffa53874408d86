import {loadLottery} from '../../backend/lotteries.js';
import {delay} from '../../protocol/abort.js';
import {hasPhrase} from '../../protocol/fold.js';
import type {Lottery} from '../../protocol/messages.js';
import type {LiveState} from '../state/live-state.js';
import {retry} from '../retry.js';
import {requestJitter} from './request-jitter.js';
import type {FeatureContext} from './feature-context.js';

/** Time after the draw in which the room receives the winners. After that the page requests them from the server. */
const WINNERS_TIMEOUT_MS = 3_000;
const LOTTERY_RETRY_MS = 5_000;
/** The wait for the draw is cut into waits of this length, because timers stop while the device sleeps. */
const WAIT_STEP_MS = 60_000;
/**
 * `sessionStorage` key of the lottery that this tab's viewer has entered. Neither the room nor the server tells it
 * after a reload.
 */
const ENTERED = 'live-room:entered';

/**
 * Remembers that the viewer takes part in a lottery. Asks the server for the winners if the message with their names
 * was missed or had no space for them.
 */
export class LotteryWatch {
  readonly #context: FeatureContext;
  #run = new AbortController();
  #current: Lottery | undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  update({lottery: {current}}: LiveState): void {
    if (current === this.#current) return;
    this.#current = current;
    this.#run.abort();
    if (!current) return;
    if (entered(this.#ticket(current))) this.#context.apply('lotteryEntered', current.lotteryId);
    if (!current.winners) void this.#follow(current);
  }

  /** Starts the wait for the draw again, by the corrected clock. */
  clockCorrected(): void {
    this.#run.abort();
    if (this.#current && !this.#current.winners) void this.#follow(this.#current);
  }

  /** Handles the viewer's accepted comment: the keyword enters the lottery. */
  commentAccepted(text: string): void {
    const {current} = this.#context.state().lottery;
    if (current?.phase !== 'open' || !hasPhrase(text, current.keyword)) return;
    remember(this.#ticket(current));
    this.#context.apply('lotteryEntered', current.lotteryId);
  }

  end(): void {
    this.#run.abort();
  }

  #ticket({lotteryId}: Lottery): string {
    return `${this.#context.state().viewer.profile?.userId} ${lotteryId}`;
  }

  async #follow({lotteryId, phase, closesAt}: Lottery): Promise<void> {
    const backend = this.#context.backend();
    if (!backend) return;
    const {signal} = (this.#run = new AbortController());
    const due = () => (phase === 'open' ? closesAt * 1_000 + WINNERS_TIMEOUT_MS - this.#context.now() : 0);
    try {
      for (let left = due(); left > 0; left = due()) await delay(Math.min(left, WAIT_STEP_MS), signal);
      await requestJitter(signal);
      for (;;) {
        const told = await retry(() => loadLottery(backend, lotteryId, signal), LOTTERY_RETRY_MS, signal);
        if (told.phase === 'drawn') return this.#context.apply('lottery', {...told, winners: told.winners ?? []});
        await delay(LOTTERY_RETRY_MS * (1 + Math.random()), signal);
      }
    } catch {
      // Superseded, or the server no longer knows the lottery.
    }
  }
}

function entered(ticket: string): boolean {
  try {
    return sessionStorage.getItem(ENTERED) === ticket;
  } catch {
    return false; // Storage is blocked or missing.
  }
}

function remember(ticket: string): void {
  try {
    sessionStorage.setItem(ENTERED, ticket);
  } catch {
    // Storage is blocked or missing. The server ignores a second entry.
  }
}
