import {MUTED, REFUSED, TOO_FAST} from '../../../../../src/protocol/refusal-codes.ts';
import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {enterLottery} from '../lotteries/index.ts';
import type {SlowModeStore} from '../moderation/index.ts';
import type {Refusals} from '../stats/index.ts';
import {hasPhrase} from '../../../../../src/protocol/text/fold.ts';
import {secondsLeft, type RoomRules, type RoomRulesCache} from '../room-rules/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {refusal, type CallbackResponse} from './callback-response.ts';
import type {Deadline} from './deadline.ts';
import {contentOfElement, type MessageElement} from '../../tencent/elements.ts';
import type {
  AllowedMessage,
  FilterResult,
  IncomingMessage,
  PrivateFilterResult,
  PrivateMessage,
} from './incoming-message.ts';
import type {Quote} from '../../tencent/quote.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import type {Settings} from '../../settings/settings.ts';

/** The parts of a message that are shown. */
type Shown = Pick<IncomingMessage, 'elements' | 'quote'>;

/** Shortest interval between two warnings about unchecked messages, ms: an outage must not fill the log. */
const WARN_EVERY_MS = 60_000;

const LISTED_WORD = refusal(REFUSED, 'the message contains a forbidden word');

export interface MessageFilterOptions {
  readonly db: Kysely<Database>;
  readonly roomRules: RoomRulesCache;
  readonly wordFilter: WordFilter;
  readonly refusals: Refusals;
  readonly rateLimits: RateLimits;
  readonly slowMode: SlowModeStore;
  readonly settings: Pick<Settings, 'imAdmin' | 'imService'>;
  readonly log: FastifyBaseLogger;
}

/** Decides on viewers' messages: penalties, word filter, slow mode. Likes are refused for banned viewers only. */
export class MessageFilter {
  readonly #options: MessageFilterOptions;
  #warnedAt = -Infinity;

  constructor(options: MessageFilterOptions) {
    this.#options = options;
  }

  /** Never rejects. A message passes if the database fails or is slower than the deadline. */
  async check(message: IncomingMessage, deadline: Deadline): Promise<FilterResult> {
    const {roomRules, wordFilter, refusals} = this.#options;
    const room = roomRules.of(message.roomId);
    if (message.elements.every((element) => contentOfElement(element)?.type === 'like')) {
      const left = room ? secondsLeft(room.banned, message.userId) : 0;
      return left > 0 ? {refused: refusal(MUTED, String(left))} : unaltered(message);
    }
    const refused =
      (room && muteRefusal(room, message.userId)) ?? (await this.#wordOrSpeedRefusal(message, room, deadline));
    if (refused) {
      refusals.add(message);
      return {refused};
    }
    if (room?.lottery && hasPhrase(elementTexts(message).join(''), room.lottery.keyword)) {
      const entry = enterLottery(this.#options.db, room.lottery.lotteryId, message.userId);
      await this.#resultBy(deadline, entry, undefined);
    }
    return maskMessage(message, wordFilter);
  }

  /**
   * Decides on a one-to-one message. A user with a penalty in a room cannot write to that room's staff, nor to other viewers; the
   * staff of another room can be reached. Never rejects. A message passes if the database fails or is slower than the deadline.
   */
  async checkPrivate({userId, to, elements}: PrivateMessage, deadline: Deadline): Promise<PrivateFilterResult> {
    const {roomRules, wordFilter, rateLimits, settings} = this.#options;
    if (to === settings.imAdmin) return {refused: refusal(REFUSED, 'this account receives no messages')};
    const left = this.#penaltySecondsTowards(to, userId);
    if (left > 0) return {refused: refusal(MUTED, String(left))};
    const message = {elements, quote: undefined};
    if (!wordFilter.maskParts(elementTexts(message))) return {refused: LISTED_WORD};
    const isStaff = userId === settings.imService || roomRules.runBy(userId).length > 0;
    const waitS = await this.#resultBy(deadline, rateLimits.wait(userId, isStaff ? 'answers' : 'private'), 0);
    return waitS > 0 ? {refused: refusal(TOO_FAST, String(waitS))} : maskMessage(message, wordFilter);
  }

  /** Seconds for which a penalty keeps the user from writing to this receiver; 0 if none does. */
  #penaltySecondsTowards(to: string, userId: string): number {
    const {roomRules} = this.#options;
    const rooms = roomRules.runBy(to);
    return rooms.length
      ? Math.max(...rooms.map(({mutedOrBanned}) => secondsLeft(mutedOrBanned, userId)))
      : roomRules.penaltySecondsLeft(userId);
  }

  /** Checks words before slow mode, so that a refused message does not use up the viewer's turn. */
  async #wordOrSpeedRefusal(
    message: IncomingMessage,
    room: RoomRules | undefined,
    deadline: Deadline,
  ): Promise<CallbackResponse | undefined> {
    const {slowMode, wordFilter} = this.#options;
    if (
      !wordFilter.maskParts(elementTexts(message)) ||
      quotedStrings(message).some((text) => wordFilter.mask(text) === undefined)
    ) {
      return LISTED_WORD;
    }
    if (!room?.slowMode || room.staff.has(message.userId)) return undefined;
    const left = await this.#resultBy(deadline, slowMode.take(message, room.slowMode), 0);
    return left > 0 ? refusal(TOO_FAST, String(left)) : undefined;
  }

  /** Returns the query's result, or the fallback if the query fails or is slower than the deadline. */
  async #resultBy<T>(deadline: Deadline, query: Promise<T>, fallback: T): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<T>((resolve) => {
      timer = setTimeout(() => {
        this.#warnUnchecked('did not answer in time');
        resolve(fallback);
      }, deadline.leftMs);
    });
    const settled = query.catch((err: unknown) => {
      this.#warnUnchecked('failed', err);
      return fallback;
    });
    const result = await Promise.race([settled, late]);
    clearTimeout(timer);
    return result;
  }

  #warnUnchecked(cause: string, err?: unknown): void {
    const now = performance.now();
    if (now - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = now;
    this.#options.log.warn(
      {err},
      `message filter: the database ${cause}, messages pass unchecked by slow mode and limits`,
    );
  }
}

function muteRefusal(room: RoomRules, userId: string): CallbackResponse | undefined {
  const left = secondsLeft(room.mutedOrBanned, userId);
  if (left > 0) return refusal(MUTED, String(left));
  return room.mutedAll && !room.staff.has(userId) ? refusal(MUTED, '') : undefined;
}

/** The text of each element, or a line break for an element without text. The texts are checked together. */
function elementTexts({elements}: Shown): readonly string[] {
  return elements.map((element) => textOf(element) ?? '\n');
}

/** The quoted text and name. The sender's client writes both, so they are checked like the message. */
function quotedStrings({quote}: Shown): string[] {
  return [quote?.text, quote?.nick].filter((text) => text !== undefined);
}

function textOf(element: MessageElement): string | undefined {
  const content = contentOfElement(element);
  return content?.type === 'comment' || content?.type === 'danmaku' ? content.text : undefined;
}

function unaltered({quote}: IncomingMessage): FilterResult {
  return {quote, replacement: undefined};
}

function maskMessage(message: Shown, wordFilter: WordFilter): AllowedMessage {
  const {elements, quote} = message;
  const texts = elementTexts(message);
  const maskedTexts = wordFilter.maskParts(texts) ?? texts;
  const isChanged = maskedTexts.some((text, index) => text !== texts[index]);
  const replacement = elements.flatMap((element, index) => withText(element, texts[index]!, maskedTexts[index]!));
  const maskedQuote = quote && {
    ...quote,
    ...(quote.text !== undefined && {text: wordFilter.mask(quote.text) ?? ''}),
    ...quotedName(quote, wordFilter),
  };
  return {quote: maskedQuote, replacement: isChanged ? replacement : undefined};
}

/** The name that a quote shows. Without one a page shows the user id, which may contain a forbidden word itself. */
function quotedName({nick, userId}: Quote, wordFilter: WordFilter): Pick<Quote, 'nick'> {
  const masked = nick === undefined ? undefined : (wordFilter.mask(nick) ?? '');
  const name = masked || (userId !== undefined && wordFilter.cleanNick({nick: '', userId})) || masked;
  return name === undefined ? {} : {nick: name};
}

/** The element with its masked text. Empty if the mask of a word that spans elements is in an earlier one. */
function withText(element: MessageElement, text: string, masked: string): readonly MessageElement[] {
  if (masked === text || textOf(element) === undefined) return [element];
  const content = contentOfElement(element);
  const {MsgType, MsgContent} = element;
  if (!masked) return [];
  if (content?.type === 'danmaku') {
    return [{MsgType, MsgContent: {...MsgContent, Data: JSON.stringify({v: 1, ...content, text: masked})}}];
  }
  // A face element that is part of a masked word becomes text.
  return [{MsgType: 'TIMTextElem', MsgContent: {...(MsgType === 'TIMTextElem' && MsgContent), Text: masked}}];
}
