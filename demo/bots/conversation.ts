import {ShuffledPool} from './shuffled-pool.ts';
import {applyTypingStyle} from './typing-style.ts';
import {PHASES, ActivityPhases, type ActivityPhase} from './activity-phases.ts';
import type {Persona} from './personas.ts';
import type {Random} from './random.ts';
import {
  TOPICS,
  type Exchange,
  type Joke,
  type Language,
  type Remark,
  type Phrases,
  type Topic,
} from './phrases/phrases.ts';

/** One comment of a bot. */
export interface BotLine {
  /** Milliseconds after the previous comment. */
  readonly afterMs: number;
  /** Index of the persona. */
  readonly speaker: number;
  readonly text: string;
  /** Index of the persona that it answers. */
  readonly answers?: number;
}

export interface ConversationOptions {
  readonly personas: readonly Persona[];
  readonly phrases: Readonly<Record<Language, Phrases>>;
  /** Comments a second of all bots together. */
  readonly rate: number;
  readonly random: Random;
}

/** The kinds of new lines, with their weights in each phase. */
type Kind = 'reaction' | 'question' | 'remark' | 'joke' | 'greeting' | 'musing';
const KINDS: Readonly<Record<ActivityPhase, Readonly<Record<Kind, number>>>> = {
  steady: {reaction: 20, question: 26, remark: 32, joke: 8, greeting: 10, musing: 4},
  burst: {reaction: 68, question: 8, remark: 14, joke: 5, greeting: 5, musing: 0},
  quiet: {reaction: 5, question: 28, remark: 25, joke: 5, greeting: 12, musing: 25},
};
const KIND_NAMES = Object.keys(KINDS.steady) as Kind[];

/** A scheduled answer. */
interface Pending {
  readonly text: string;
  readonly language: Language;
  readonly topic?: Topic;
  readonly asker: number;
  /** Lines of others before it. */
  wait: number;
}

/** The keyword of a lottery, sent exactly as it is. */
interface KeywordLine {
  readonly speaker: number;
  readonly text: string;
  wait: number;
}

/** Lines until the topic changes. */
const TOPIC_LINES = {min: 8, max: 22};
/** A persona that knows the topic is this much more likely to answer. */
const EXPERT_WEIGHT = 4;
/** A persona pauses for this many lines after it spoke. */
const PAUSE_LINES = 3;

/** Simulates the chat of a live room: questions and answers, jokes, bursts and quiet phases. Only `next` advances it. */
export class Conversation {
  readonly #personas: readonly Persona[];
  #meanMs: number;
  readonly #random: Random;
  readonly #moods: ActivityPhases;
  readonly #pools: Readonly<Record<Language, PhrasePools>>;
  readonly #pending: Pending[] = [];
  readonly #entries: KeywordLine[] = [];
  readonly #recentSpeakers: number[] = [];
  #topic: Topic;
  #topicLeft: number;

  constructor({personas, phrases, rate, random}: ConversationOptions) {
    this.#personas = personas;
    this.#meanMs = meanMs(rate);
    this.#random = random;
    this.#moods = new ActivityPhases(random);
    this.#pools = {zh: new PhrasePools(phrases.zh, random), en: new PhrasePools(phrases.en, random)};
    this.#topic = random.pick(TOPICS);
    this.#topicLeft = TOPIC_LINES.max;
  }

  /** Comments a second from the next line on; above 0. */
  set rate(rate: number) {
    this.#meanMs = meanMs(rate);
  }

  /** Makes this the topic of the conversation. */
  switchTopic(topic: Topic): void {
    this.#topic = topic;
    this.#topicLeft = TOPIC_LINES.max;
  }

  /** Schedules the keyword `people` times, once per bot, within the next `lines` lines. Each replaces another line. */
  scheduleKeyword(text: string, {people, lines}: {readonly people: number; readonly lines: number}): void {
    const others = this.#personas.map((_, index) => index);
    for (let count = 0; count < people && others.length > 0; count += 1) {
      const [speaker] = others.splice(this.#random.integer(0, others.length - 1), 1) as [number];
      this.#entries.push({speaker, text, wait: this.#random.integer(1, Math.max(1, lines))});
    }
  }

  next(): BotLine {
    const mood = this.#moods.next();
    const afterMs = this.#random.exponential(this.#meanMs * PHASES[mood].gap);
    this.#driftTopic();
    const line = this.#dueEntry() ?? this.#dueAnswer() ?? this.#newLine(mood);
    return {afterMs, ...line};
  }

  #driftTopic(): void {
    this.#topicLeft -= 1;
    if (this.#topicLeft > 0) return;
    this.#topic = this.#random.pick(TOPICS);
    this.#topicLeft = this.#random.integer(TOPIC_LINES.min, TOPIC_LINES.max);
  }

  #dueEntry(): Omit<BotLine, 'afterMs'> | undefined {
    for (const entry of this.#entries) entry.wait -= 1;
    const index = this.#entries.findIndex(({wait, speaker}) => wait <= 0 && !this.#recentSpeakers.includes(speaker));
    if (index < 0) return undefined;
    const [{speaker, text}] = this.#entries.splice(index, 1) as [KeywordLine];
    this.#recordSpeaker(speaker);
    return {speaker, text};
  }

  #dueAnswer(): Omit<BotLine, 'afterMs'> | undefined {
    for (const pending of this.#pending) pending.wait -= 1;
    const index = this.#pending.findIndex(({wait}) => wait <= 0);
    if (index < 0) return undefined;
    const [{text, language, topic, asker}] = this.#pending.splice(index, 1) as [Pending];
    const speaker = this.#speaker(language, topic, asker);
    return {...this.#line(speaker, text), answers: asker};
  }

  #newLine(mood: ActivityPhase): Omit<BotLine, 'afterMs'> {
    const kind = this.#random.weighted(KIND_NAMES, (name) => KINDS[mood][name]);
    const speaker = this.#speaker();
    const language = this.#random.pick(this.#personas[speaker]!.speaks);
    const pools = this.#pools[language];
    switch (kind) {
      case 'question': {
        const {ask, answers, topic} = pools.question(this.#topic);
        this.#scheduleAnswers(answers, {language, topic, asker: speaker});
        return this.#line(speaker, ask);
      }
      case 'joke': {
        const {text, laughs} = pools.joke();
        this.#scheduleAnswers(laughs, {language, asker: speaker});
        return this.#line(speaker, text);
      }
      case 'remark':
        return this.#line(speaker, pools.remark(this.#topic));
      default:
        return this.#line(speaker, pools.line(kind));
    }
  }

  /** Schedules one or two of the answers within the next lines. */
  #scheduleAnswers(answers: readonly string[], about: Omit<Pending, 'text' | 'wait'>): void {
    const first = this.#random.pick(answers);
    this.#pending.push({...about, text: first, wait: this.#random.integer(1, 4)});
    const others = answers.filter((text) => text !== first);
    if (others.length && this.#random.chance(0.45)) {
      this.#pending.push({...about, text: this.#random.pick(others), wait: this.#random.integer(3, 8)});
    }
  }

  #speaker(language?: Language, topic?: Topic, not?: number): number {
    const all = this.#personas.map((_, index) => index);
    const able = all.filter(
      (index) => index !== not && (!language || this.#personas[index]!.speaks.includes(language)),
    );
    const rested = able.filter((index) => !this.#recentSpeakers.includes(index));
    return this.#random.weighted(rested.length ? rested : able, (index) => {
      const {talkative, knows} = this.#personas[index]!;
      return talkative * (topic && knows.includes(topic) ? EXPERT_WEIGHT : 1);
    });
  }

  #line(speaker: number, line: string): Omit<BotLine, 'afterMs'> {
    this.#recordSpeaker(speaker);
    return {speaker, text: applyTypingStyle(line, this.#personas[speaker]!.style, this.#random)};
  }

  #recordSpeaker(speaker: number): void {
    this.#recentSpeakers.push(speaker);
    if (this.#recentSpeakers.length > PAUSE_LINES) this.#recentSpeakers.shift();
  }
}

function meanMs(rate: number): number {
  if (!(rate > 0)) throw new RangeError('rate must be above 0');
  return 1_000 / rate;
}

/** The phrases of one language, one pool for each kind. */
class PhrasePools {
  readonly #questions: ShuffledPool<Exchange>;
  readonly #remarks: ShuffledPool<Remark>;
  readonly #jokes: ShuffledPool<Joke>;
  readonly #lines: Readonly<Record<'reaction' | 'greeting' | 'musing', ShuffledPool<string>>>;

  constructor(phrases: Phrases, random: Random) {
    this.#questions = new ShuffledPool(phrases.exchanges, random);
    this.#remarks = new ShuffledPool(phrases.remarks, random);
    this.#jokes = new ShuffledPool(phrases.jokes, random);
    this.#lines = {
      reaction: new ShuffledPool(phrases.reactions, random),
      greeting: new ShuffledPool(phrases.greetings, random),
      musing: new ShuffledPool(phrases.musings, random),
    };
  }

  question(topic: Topic): Exchange {
    return this.#questions.take((exchange) => exchange.topic === topic);
  }

  remark(topic: Topic): string {
    return this.#remarks.take((remark) => remark.topic === topic).text;
  }

  joke(): Joke {
    return this.#jokes.take();
  }

  line(kind: 'reaction' | 'greeting' | 'musing'): string {
    return this.#lines[kind].take();
  }
}
