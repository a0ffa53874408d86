import {BusinessError, type Business, type RoomNews} from './business.ts';
import type {Conversation} from './conversation.ts';
import type {Pace} from './pace.ts';
import type {Topic} from './talk/talk.ts';

/** How often somebody looks up from the talk. */
const EVERY_MS = 4_000;
/** Of those who could, and of the lines there is time for, so many write the keyword of a lottery. */
const TAKING_PART = 0.6;
const SHARE_OF_LINES = 0.5;
/** So much before the end the last have written it. */
const MARGIN_S = 5;

/** What the talk turns to when a product of the demo's shelf is put on show. */
const TOPICS: Readonly<Record<string, Topic>> = {
  gaiwan: 'gaiwan',
  caddy: 'tea',
  teapot: 'teapot',
  cup: 'cup',
  honey: 'honey',
  persimmon: 'persimmon',
};

export interface AttentionOptions {
  readonly business: Pick<Business, 'room'>;
  readonly conversation: Pick<Conversation, 'turnTo' | 'letWrite'>;
  /** How many there are. */
  readonly people: number;
  readonly pace: Pace;
}

/** Notices what the operator does: talks about what is put on show, and takes part in the lottery. */
export class Attention {
  readonly #options: AttentionOptions;
  #product: string | undefined;
  #lottery: string | undefined;

  constructor(options: AttentionOptions) {
    this.#options = options;
  }

  /** Until the pace is over. */
  async go(): Promise<void> {
    const {pace, business} = this.#options;
    while (!pace.over) {
      if (pace.rate === 0) await pace.change();
      else {
        const news = await business.room().catch(nothing);
        if (news) this.#notice(news);
        await pace.wait(EVERY_MS);
      }
    }
  }

  #notice({product, lottery}: RoomNews): void {
    const {conversation} = this.#options;
    if (product?.id !== this.#product) {
      this.#product = product?.id;
      const topic = product && TOPICS[product.id];
      if (topic) conversation.turnTo(topic);
    }
    if (lottery?.phase !== 'open' || lottery.lotteryId === this.#lottery) return;
    this.#lottery = lottery.lotteryId;
    this.#takePart(lottery.keyword, lottery.closesAt - Date.now() / 1_000 - MARGIN_S);
  }

  #takePart(keyword: string, seconds: number): void {
    const {conversation, people, pace} = this.#options;
    const lines = Math.floor(seconds * pace.rate);
    const many = Math.floor(Math.min(people * TAKING_PART, lines * SHARE_OF_LINES));
    if (many > 0) conversation.letWrite(keyword, {people: many, lines: Math.min(lines, many * 4)});
  }
}

/** The room was not there to be looked at: next time. */
function nothing(error: unknown): undefined {
  if (!(error instanceof BusinessError)) throw error;
}
