import {MUTED, REFUSED, TOO_FAST} from '../../../../../src/protocol/refusal-codes.ts';
import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {enterLottery} from '../lotteries/index.ts';
import type {SlowModeStore} from '../moderation/index.ts';
import type {Refusals} from '../stats/index.ts';
import {hasPhrase} from '../../../../../src/protocol/fold.ts';
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
import type {Reply} from '../../tencent/reply.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import type {Settings} from '../../settings/settings.ts';

/** The parts of a message that are shown. */
type Shown = Pick<IncomingMessage, 'elements' | 'reply'>;

/** Shortest interval between two warnings about unchecked messages, ms: an outage must not fill the log. */
const WARN_EVERY_MS = 60_000;

const LISTED_WORD = refusal(REFUSED, 'this holds a word that is not said here');

export interface MessageFilterOptions {
  readonly db: Kysely<Database>;
  readonly rules: RoomRulesCache;
  readonly words: WordFilter;
  readonly refusals: Refusals;
  readonly limits: RateLimits;
  readonly slowMode: SlowModeStore;
  readonly settings: Pick<Settings, 'imAdmin' | 'imService'>;
  readonly log: FastifyBaseLogger;
}

/** Decides on messages of viewers by mutes and bans, the word filter and slow mode. Likes are refused for banned viewers only. */
export class MessageFilter {
  readonly #options: MessageFilterOptions;
  #warnedAt = -Infinity;

  constructor(options: MessageFilterOptions) {
    this.#options = options;
  }

  /** Never rejects. A message passes where the database fails, or has not answered by the deadline. */
  async check(message: IncomingMessage, deadline: Deadline): Promise<FilterResult> {
    const {rules, words, refusals} = this.#options;
    const room = rules.of(message.roomId);
    if (message.elements.every((element) => contentOfElement(element)?.type === 'like')) {
      const left = room ? secondsLeft(room.banned, message.userId) : 0;
      return left > 0 ? {refused: refusal(MUTED, String(left))} : unaltered(message);
    }
    const refused = (room && muteRefusal(room, message.userId)) ?? (await this.#refusalNow(message, room, deadline));
    if (refused) {
      refusals.add(message);
      return {refused};
    }
    if (room?.lottery && hasPhrase(spoken(message).join(''), room.lottery.keyword)) {
      const entry = enterLottery(this.#options.db, room.lottery.lotteryId, message.userId);
      await this.#answerBy(deadline, entry, undefined);
    }
    return masked(message, words);
  }

  /**
   * Decides over a one-to-one message. A user who is muted or banned in a room may write only to the staff of rooms in which
   * the user is not. Never rejects. A message passes where the database fails, or has not answered by the deadline.
   */
  async checkPrivate({userId, to, elements}: PrivateMessage, deadline: Deadline): Promise<PrivateFilterResult> {
    const {rules, words, limits, settings} = this.#options;
    if (to === settings.imAdmin) return {refused: refusal(REFUSED, 'nobody reads what this account is sent')};
    const left = this.#restrainedTowards(to, userId);
    if (left > 0) return {refused: refusal(MUTED, String(left))};
    const message = {elements, reply: undefined};
    if (!words.allowTogether(spoken(message))) return {refused: LISTED_WORD};
    const answersMany = userId === settings.imService || rules.runBy(userId).length > 0;
    const waitS = await this.#answerBy(deadline, limits.wait(userId, answersMany ? 'answers' : 'private'), 0);
    return waitS > 0 ? {refused: refusal(TOO_FAST, String(waitS))} : masked(message, words);
  }

  /** For how many seconds the user may not write to this receiver. */
  #restrainedTowards(to: string, userId: string): number {
    const {rules} = this.#options;
    const rooms = rules.runBy(to);
    return rooms.length ? Math.max(...rooms.map(({muted}) => secondsLeft(muted, userId))) : rules.mutedFor(userId);
  }

  /** The word filter comes before slow mode: a refused message takes no turn. */
  async #refusalNow(
    message: IncomingMessage,
    room: RoomRules | undefined,
    deadline: Deadline,
  ): Promise<CallbackResponse | undefined> {
    const {slowMode, words} = this.#options;
    if (
      !words.allowTogether(spoken(message)) ||
      quotedStrings(message).some((text) => words.allow(text) === undefined)
    ) {
      return LISTED_WORD;
    }
    if (!room?.slowMode || room.staff.has(message.userId)) return undefined;
    const left = await this.#answerBy(deadline, slowMode.take(message, room.slowMode), 0);
    return left > 0 ? refusal(TOO_FAST, String(left)) : undefined;
  }

  /** Returns the database's answer, or the fallback if there is none by the deadline. */
  async #answerBy<T>(deadline: Deadline, query: Promise<T>, fallback: T): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<T>((resolve) => {
      timer = setTimeout(() => {
        this.#warnUnchecked('has not answered in time');
        resolve(fallback);
      }, deadline.leftMs);
    });
    const answered = query.catch((err: unknown) => {
      this.#warnUnchecked('failed', err);
      return fallback;
    });
    const answer = await Promise.race([answered, late]);
    clearTimeout(timer);
    return answer;
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
  const left = secondsLeft(room.muted, userId);
  if (left > 0) return refusal(MUTED, String(left));
  return room.mutedAll && !room.staff.has(userId) ? refusal(MUTED, '') : undefined;
}

/** Its elements' texts, which are read as one; of an element without words a line break. */
function spoken({elements}: Shown): readonly string[] {
  return elements.map((element) => textOf(element) ?? '\n');
}

/** The quoted text and name, which the author of the message wrote. */
function quotedStrings({reply}: Shown): string[] {
  return [reply?.text, reply?.nick].filter((text) => text !== undefined);
}

function textOf(element: MessageElement): string | undefined {
  const content = contentOfElement(element);
  return content?.type === 'comment' || content?.type === 'danmaku' ? content.text : undefined;
}

function unaltered({reply}: IncomingMessage): FilterResult {
  return {reply, instead: undefined};
}

function masked(message: Shown, words: WordFilter): AllowedMessage {
  const {elements, reply} = message;
  const texts = spoken(message);
  const allowed = words.allowTogether(texts) ?? texts;
  const changed = allowed.some((text, index) => text !== texts[index]);
  const instead = elements.flatMap((element, index) => withText(element, texts[index]!, allowed[index]!));
  const quoted = reply && {
    ...reply,
    ...(reply.text !== undefined && {text: words.allow(reply.text) ?? ''}),
    ...quotedName(reply, words),
  };
  return {reply: quoted, instead: changed ? instead : undefined};
}

/** The name that a quote shows. Without a name a page shows the user id. */
function quotedName({nick, userId}: Reply, words: WordFilter): Pick<Reply, 'nick'> {
  const allowed = nick === undefined ? undefined : (words.allow(nick) ?? '');
  const name = allowed || (userId !== undefined && words.nickOf({nick: '', userId})) || allowed;
  return name === undefined ? {} : {nick: name};
}

/** The element with another text; none where the text was masked in the element before. */
function withText(element: MessageElement, text: string, allowed: string): readonly MessageElement[] {
  if (allowed === text || textOf(element) === undefined) return [element];
  const content = contentOfElement(element);
  const {MsgType, MsgContent} = element;
  if (!allowed) return [];
  if (content?.type === 'danmaku') {
    return [{MsgType, MsgContent: {...MsgContent, Data: JSON.stringify({v: 1, ...content, text: allowed})}}];
  }
  // A face element that is part of a masked word becomes text.
  return [{MsgType: 'TIMTextElem', MsgContent: {...(MsgType === 'TIMTextElem' && MsgContent), Text: allowed}}];
}
