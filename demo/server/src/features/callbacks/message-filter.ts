import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database, MessageElement} from '../../database/schema.ts';
import {enterLottery} from '../lotteries/entries.ts';
import {takeTurn} from '../moderation/slow-mode.ts';
import type {Refusals} from '../stats/refusals.ts';
import {hasPhrase} from '../../../../../src/protocol/fold.ts';
import {secondsLeft, type RoomRules, type Rules} from '../room-rules/room-rules.ts';
import type {Words} from '../word-filter/word-filter.ts';
import {MUTED, REFUSED, refusal, TOO_FAST, type CallbackAnswer} from './before-send.ts';
import {contentOfElement} from '../../tencent/elements.ts';
import type {PrivatePassage, PrivateSpeech} from './before-private.ts';
import type {Reply} from '../../database/schema.ts';
import type {Limits} from '../rate-limits/rate-limits.ts';
import type {Settings} from '../../settings/settings.ts';

/** Tencent lets a message pass after 2 s; so much of them the database may have. */
const PATIENCE_MS = 1_000;

/** What somebody wants to say, as `judge` read it. */
export interface Speech {
  readonly roomId: string;
  readonly userId: string;
  /** The message's own number. */
  readonly random: number;
  readonly elements: readonly MessageElement[];
  readonly reply: Reply | undefined;
}

/** What may be said of it: nothing, with the answer that says why; or all, perhaps in other words. */
export type Passage = {readonly refused: CallbackAnswer} | Allowed;

interface Allowed {
  readonly refused?: undefined;
  readonly reply: Reply | undefined;
  /** In place of what was sent. */
  readonly instead: readonly MessageElement[] | undefined;
}

/** What of a message somebody reads. */
type Shown = Pick<Speech, 'elements' | 'reply'>;

const LISTED_WORD = refusal(REFUSED, 'this holds a word that is not said here');

export interface GateParts {
  readonly db: Kysely<Database>;
  readonly rules: Rules;
  readonly words: Words;
  readonly refusals: Refusals;
  readonly limits: Limits;
  readonly settings: Pick<Settings, 'imAdmin' | 'imService'>;
  readonly log: FastifyBaseLogger;
}

/** Decides over what viewers want to say: who may not speak, which words nobody says, whose turn it is not. Likes of all but the banned pass. */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Never rejects: where the database hangs, the message passes. */
  async pass(speech: Speech): Promise<Passage> {
    const {rules, words, refusals} = this.#parts;
    const room = rules.of(speech.roomId);
    if (speech.elements.every((element) => contentOfElement(element)?.type === 'like')) {
      const left = room ? secondsLeft(room.banned, speech.userId) : 0;
      return left > 0 ? {refused: refusal(MUTED, String(left))} : unaltered(speech);
    }
    const refused = (room && whyNot(room, speech.userId)) ?? (await this.#whyNow(speech, room, words));
    if (refused) {
      refusals.add(speech);
      return {refused};
    }
    if (room?.lottery && hasPhrase(spoken(speech).join(''), room.lottery.keyword)) {
      await this.#patiently(enterLottery(this.#parts.db, room.lottery.lotteryId, speech.userId), undefined);
    }
    return masked(speech, words);
  }

  /**
   * Decides over a one-to-one message. Who is muted or banned in a room writes only to those who run other rooms.
   * Never rejects: where the database hangs, the message passes.
   */
  async passPrivately({userId, to, elements}: PrivateSpeech): Promise<PrivatePassage> {
    const {rules, words, limits, settings} = this.#parts;
    if (to === settings.imAdmin) return {refused: refusal(REFUSED, 'nobody reads what this account is sent')};
    const left = this.#restrainedTowards(to, userId);
    if (left > 0) return {refused: refusal(MUTED, String(left))};
    const speech = {elements, reply: undefined};
    if (!words.allowTogether(spoken(speech))) return {refused: LISTED_WORD};
    const answersMany = userId === settings.imService || rules.runBy(userId).length > 0;
    const waitS = await this.#patiently(limits.wait(userId, answersMany ? 'answers' : 'private'), 0);
    return waitS > 0 ? {refused: refusal(TOO_FAST, String(waitS))} : masked(speech, words);
  }

  /** For how many seconds the user may not write to this receiver. */
  #restrainedTowards(to: string, userId: string): number {
    const {rules} = this.#parts;
    const rooms = rules.runBy(to);
    return rooms.length
      ? Math.max(...rooms.map(({restrained}) => secondsLeft(restrained, userId)))
      : rules.restrainedFor(userId);
  }

  /** Words before turns: what is refused has taken nobody's turn. */
  async #whyNow(speech: Speech, room: RoomRules | undefined, words: Words): Promise<CallbackAnswer | undefined> {
    if (!words.allowTogether(spoken(speech)) || quotedStrings(speech).some((text) => words.allow(text) === undefined)) {
      return LISTED_WORD;
    }
    if (!room?.slowMode || room.staff.has(speech.userId)) return undefined;
    const left = await this.#patiently(takeTurn(this.#parts.db, speech, room.slowMode), 0);
    return left > 0 ? refusal(TOO_FAST, String(left)) : undefined;
  }

  async #patiently<T>(asked: Promise<T>, otherwise: T): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<T>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, otherwise)));
    const answered = asked.catch((err: unknown) => {
      this.#parts.log.warn({err}, 'a message passes without what the database knows');
      return otherwise;
    });
    const answer = await Promise.race([answered, late]);
    clearTimeout(timer);
    return answer;
  }
}

function whyNot(room: RoomRules, userId: string): CallbackAnswer | undefined {
  const left = secondsLeft(room.restrained, userId);
  if (left > 0) return refusal(MUTED, String(left));
  return room.mutedAll && !room.staff.has(userId) ? refusal(MUTED, '') : undefined;
}

/** Its elements' texts, which are read as one; of an element without words a line break. */
function spoken({elements}: Shown): readonly string[] {
  return elements.map((element) => textOf(element) ?? '\n');
}

/** What it quotes, as its author says. */
function quotedStrings({reply}: Shown): string[] {
  return [reply?.text, reply?.nick].filter((text) => text !== undefined);
}

function textOf(element: MessageElement): string | undefined {
  const content = contentOfElement(element);
  return content?.type === 'comment' || content?.type === 'danmaku' ? content.text : undefined;
}

function unaltered({reply}: Speech): Passage {
  return {reply, instead: undefined};
}

function masked(speech: Shown, words: Words): Allowed {
  const {elements, reply} = speech;
  const texts = spoken(speech);
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

/** The name that a quote shows. Where it names nobody, a page shows the user id. */
function quotedName({nick, userId}: Reply, words: Words): Pick<Reply, 'nick'> {
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
  // A face that is part of a word is said as text.
  return [{MsgType: 'TIMTextElem', MsgContent: {...(MsgType === 'TIMTextElem' && MsgContent), Text: allowed}}];
}
