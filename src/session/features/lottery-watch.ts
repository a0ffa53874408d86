import {loadLottery} from '../../backend/lotteries.js';
import {delay} from '../../protocol/abort.js';
import type {Lottery} from '../../protocol/messages.js';
import type {LiveState} from '../state/live-state.js';
import {lazy} from '../lazy.js';
import {readStored, writeStored} from '../device-storage.js';
import {retry} from '../retry.js';
import {waitForJitter} from './wait-for-jitter.js';
import type {FeatureContext} from './feature-context.js';

const loadFold = lazy(() => import('../../protocol/text/fold.js'));

/** Time after the draw in which the room receives the winners. After that the page requests them from the server. */
const WINNERS_TIMEOUT_MS = 3_000;
const LOTTERY_RETRY_MS = 5_000;
/** The wait for the draw is cut into waits of this length, because timers stop while the device sleeps. */
const WAIT_STEP_MS = 60_000;
/**
 * `sessionStorage` key of the entry of this tab's viewer. After a reload neither the room nor the server sends it.
 */
const ENTERED_KEY = 'live-room:entered';

/**
 * Stores that the viewer takes part in a lottery. Requests the winners from the server if the message with their names
 * was missed or was too short for them.
 */
export class LotteryWatch {
  readonly #context: FeatureContext;
  #lifetime = new AbortController();
  #current: Lottery | undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  update({lottery: {current}}: LiveState): void {
    if (current === this.#current) return;
    this.#current = current;
    this.#lifetime.abort();
    if (!current) return;
    if (readStored(ENTERED_KEY, 'sessionStorage') === this.#entryOf(current))
      this.#context.apply('lotteryEntered', current.lotteryId);
    if (!current.winners) void this.#awaitWinners(current);
  }

  /** Starts the wait for the draw again, by the corrected clock. */
  clockCorrected(): void {
    this.#lifetime.abort();
    if (this.#current && !this.#current.winners) void this.#awaitWinners(this.#current);
  }

  /** Handles the viewer's accepted comment: the keyword enters the lottery. */
  async commentAccepted(text: string): Promise<void> {
    const {current} = this.#context.state().lottery;
    if (current?.phase === 'open' && (text.includes(current.keyword) || (await hasSpelling(text, current.keyword))))
      this.#setEntered(current);
  }

  #setEntered(current: Lottery): void {
    writeStored(ENTERED_KEY, this.#entryOf(current), 'sessionStorage');
    this.#context.apply('lotteryEntered', current.lotteryId);
  }

  end(): void {
    this.#lifetime.abort();
  }

  /** The stored value: the viewer's user id and the lottery's id. */
  #entryOf({lotteryId}: Lottery): string {
    return `${this.#context.state().viewer.profile?.userId} ${lotteryId}`;
  }

  async #awaitWinners({lotteryId, phase: phaseBefore, closesAt}: Lottery): Promise<void> {
    const backend = this.#context.backend();
    if (!backend) return;
    const {signal} = (this.#lifetime = new AbortController());
    const waitMs = () => (phaseBefore === 'open' ? closesAt * 1_000 + WINNERS_TIMEOUT_MS - this.#context.now() : 0);
    try {
      for (let ms = waitMs(); ms > 0; ms = waitMs()) await delay(Math.min(ms, WAIT_STEP_MS), signal);
      await waitForJitter(signal);
      for (;;) {
        const lottery = await retry(() => loadLottery(backend, lotteryId, signal), LOTTERY_RETRY_MS, signal);
        const {phase, winners = []} = lottery;
        if (phase === 'drawn') return this.#context.apply('lottery', {...lottery, winners});
        await delay(LOTTERY_RETRY_MS * (1 + Math.random()), signal);
      }
    } catch {
      // Superseded, or the server no longer knows the lottery.
    }
  }
}

/**
 * True if the text contains the keyword in another spelling. False if the script does not load: the server counts the
 * entry anyway.
 */
async function hasSpelling(text: string, keyword: string): Promise<boolean> {
  const module = await loadFold().catch(() => undefined);
  return !!module?.hasPhrase(text, keyword);
}
