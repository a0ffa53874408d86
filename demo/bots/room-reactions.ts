import {BusinessError, type BusinessApi, type RoomInfo} from './business-api.ts';
import type {Conversation} from './conversation.ts';
import type {Pace} from './pace.ts';
import type {Topic} from './phrases/phrases.ts';

/** Interval of the requests for the room. */
const POLL_MS = 4_000;
/** The share of the bots that enter a lottery, and the share of the comments before the end that are entries. */
const SHARE_OF_BOTS = 0.6;
const SHARE_OF_LINES = 0.5;
/** Time between the last entry and the closing of the lottery. */
const MARGIN_S = 5;

/** The conversation topic of each product in the demo. */
const TOPICS: Readonly<Record<string, Topic>> = {
  gaiwan: 'gaiwan',
  caddy: 'tea',
  teapot: 'teapot',
  cup: 'cup',
  honey: 'honey',
  persimmon: 'persimmon',
};

export interface RoomReactionsOptions {
  readonly business: Pick<BusinessApi, 'room'>;
  readonly conversation: Pick<Conversation, 'switchTopic' | 'scheduleKeyword'>;
  /** The number of bots. */
  readonly people: number;
  readonly pace: Pace;
}

/** Reacts to the operator: talks about the featured product, and enters lotteries. */
export class RoomReactions {
  readonly #options: RoomReactionsOptions;
  #product: string | undefined;
  #lottery: string | undefined;

  constructor(options: RoomReactionsOptions) {
    this.#options = options;
  }

  /** Runs until `pace.end()`. */
  async run(): Promise<void> {
    const {pace, business} = this.#options;
    while (!pace.over) {
      if (pace.rate === 0) await pace.change();
      else {
        const news = await business.room().catch(skipIfUnavailable);
        if (news) this.#react(news);
        await pace.wait(POLL_MS);
      }
    }
  }

  #react({product, lottery}: RoomInfo): void {
    const {conversation} = this.#options;
    if (product?.id !== this.#product) {
      this.#product = product?.id;
      const topic = product && TOPICS[product.id];
      if (topic) conversation.switchTopic(topic);
    }
    if (lottery?.phase !== 'open' || lottery.lotteryId === this.#lottery) return;
    this.#lottery = lottery.lotteryId;
    this.#enterLottery(lottery.keyword, lottery.closesAt - Date.now() / 1_000 - MARGIN_S);
  }

  #enterLottery(keyword: string, seconds: number): void {
    const {conversation, people, pace} = this.#options;
    const lines = Math.floor(seconds * pace.rate);
    const many = Math.floor(Math.min(people * SHARE_OF_BOTS, lines * SHARE_OF_LINES));
    if (many > 0) conversation.scheduleKeyword(keyword, {people: many, lines: Math.min(lines, many * 4)});
  }
}

/** The next poll tries again. */
function skipIfUnavailable(error: unknown): undefined {
  if (!(error instanceof BusinessError)) throw error;
}
