import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database, MessageElement} from '../database/schema.ts';
import {enterLottery} from '../lotteries/entries.ts';
import {takeTurn} from '../moderation/turns.ts';
import type {Refusals} from '../numbers/refusals.ts';
import {hasPhrase} from '../../../src/protocol/fold.ts';
import type {RoomRules, Rules} from '../rooms/rules.ts';
import type {Words} from '../words/words.ts';
import {MUTED, REFUSED, refusal, TOO_FAST, type CallbackAnswer} from './before-send.ts';
import {contentOfElement} from './elements.ts';
import type {Reply} from '../database/schema.ts';

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
export type Passage =
  | {readonly refused: CallbackAnswer}
  | {
      readonly refused?: undefined;
      readonly reply: Reply | undefined;
      /** In place of what was sent. */
      readonly instead: readonly MessageElement[] | undefined;
    };

export interface GateParts {
  readonly db: Kysely<Database>;
  readonly rules: Rules;
  readonly words: Words;
  readonly refusals: Refusals;
  readonly log: FastifyBaseLogger;
}

/** Decides over what viewers want to say: who may not speak, which words nobody says, whose turn it is not. Likes pass. */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Never rejects: where the database hangs, the message passes. */
  async pass(speech: Speech): Promise<Passage> {
    if (speech.elements.every((element) => contentOfElement(element)?.type === 'like')) return unaltered(speech);
    const {rules, words, refusals} = this.#parts;
    const room = rules.of(speech.roomId);
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

  /** Words before turns: what is refused has taken nobody's turn. */
  async #whyNow(speech: Speech, room: RoomRules | undefined, words: Words): Promise<CallbackAnswer | undefined> {
    if (!words.allowTogether(spoken(speech)) || quotedStrings(speech).some((text) => words.allow(text) === undefined)) {
      return refusal(REFUSED, 'this holds a word that is not said here');
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
  const until = room.restrained.get(userId) ?? 0;
  const left = Math.ceil(until - Date.now() / 1_000);
  if (left > 0) return refusal(MUTED, String(left));
  return room.mutedAll && !room.staff.has(userId) ? refusal(MUTED, '') : undefined;
}

/** Its elements' texts, which are read as one; of an element without words a line break. */
function spoken({elements}: Speech): readonly string[] {
  return elements.map((element) => textOf(element) ?? '\n');
}

/** What it quotes, as its author says. */
function quotedStrings({reply}: Speech): string[] {
  return [reply?.text, reply?.nick].filter((text) => text !== undefined);
}

function textOf(element: MessageElement): string | undefined {
  const content = contentOfElement(element);
  return content?.type === 'comment' || content?.type === 'danmaku' ? content.text : undefined;
}

function unaltered({reply}: Speech): Passage {
  return {reply, instead: undefined};
}

function masked(speech: Speech, words: Words): Passage {
  const {elements, reply} = speech;
  const texts = spoken(speech);
  const allowed = words.allowTogether(texts) ?? texts;
  const changed = allowed.some((text, index) => text !== texts[index]);
  const instead = elements.flatMap((element, index) => withText(element, texts[index]!, allowed[index]!));
  const quoted = reply && {
    ...reply,
    ...(reply.text !== undefined && {text: words.allow(reply.text) ?? ''}),
    ...(reply.nick !== undefined && {nick: words.allow(reply.nick) ?? ''}),
  };
  return {reply: quoted, instead: changed ? instead : undefined};
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
