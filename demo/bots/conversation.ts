import {Fresh} from './fresh.ts';
import {inManner} from './manner.ts';
import {MOODS, Moods, type Mood} from './mood.ts';
import type {Persona} from './personas.ts';
import type {Random} from './random.ts';
import {TOPICS, type Exchange, type Joke, type Language, type Remark, type Talk, type Topic} from './talk/talk.ts';

/** One line that somebody says, some time after the line before it. */
export interface Turn {
  /** Milliseconds after the line before. */
  readonly afterMs: number;
  /** Index among the personas. */
  readonly speaker: number;
  readonly text: string;
  /** Index of whom it answers. */
  readonly answers?: number;
}

export interface ConversationOptions {
  readonly personas: readonly Persona[];
  readonly talk: Readonly<Record<Language, Talk>>;
  /** Lines a second, all together. */
  readonly rate: number;
  readonly random: Random;
}

/** What may be said next, and how likely it is in each mood. */
type Kind = 'reaction' | 'question' | 'remark' | 'joke' | 'greeting' | 'musing';
const KINDS: Readonly<Record<Mood, Readonly<Record<Kind, number>>>> = {
  steady: {reaction: 20, question: 26, remark: 32, joke: 8, greeting: 10, musing: 4},
  burst: {reaction: 68, question: 8, remark: 14, joke: 5, greeting: 5, musing: 0},
  quiet: {reaction: 5, question: 28, remark: 25, joke: 5, greeting: 12, musing: 25},
};
const KIND_NAMES = Object.keys(KINDS.steady) as Kind[];

/** An answer on its way. */
interface Pending {
  readonly text: string;
  readonly language: Language;
  readonly topic?: Topic;
  readonly asker: number;
  /** How many lines of others come before it. */
  wait: number;
}

/** Words somebody is about to write, to the letter. */
interface Entry {
  readonly speaker: number;
  readonly text: string;
  wait: number;
}

/** Lines until the talk turns to something else. */
const TOPIC_LINES = {min: 8, max: 22};
/** Whoever knows a topic is this much likelier to answer there. */
const EXPERT = 4;
/** Among the last so many nobody speaks again. */
const PAUSE_LINES = 3;

/** People in a live room talking: questions and answers, jokes and laughter, bursts and quiet. Only `next` moves it on. */
export class Conversation {
  readonly #personas: readonly Persona[];
  #meanMs: number;
  readonly #random: Random;
  readonly #moods: Moods;
  readonly #pools: Readonly<Record<Language, Pools>>;
  readonly #pending: Pending[] = [];
  readonly #entries: Entry[] = [];
  readonly #lately: number[] = [];
  #topic: Topic;
  #topicLeft: number;

  constructor({personas, talk, rate, random}: ConversationOptions) {
    this.#personas = personas;
    this.#meanMs = meanMs(rate);
    this.#random = random;
    this.#moods = new Moods(random);
    this.#pools = {zh: new Pools(talk.zh, random), en: new Pools(talk.en, random)};
    this.#topic = random.pick(TOPICS);
    this.#topicLeft = TOPIC_LINES.max;
  }

  /** From the next line on: so many a second, more than 0. */
  set rate(rate: number) {
    this.#meanMs = meanMs(rate);
  }

  /** The host takes something up: that is what the talk is about now. */
  turnTo(topic: Topic): void {
    this.#topic = topic;
    this.#topicLeft = TOPIC_LINES.max;
  }

  /** So many people write these words, each once, among so many lines to come; in place of others, not besides them. */
  letWrite(text: string, {people, lines}: {readonly people: number; readonly lines: number}): void {
    const others = this.#personas.map((_, index) => index);
    for (let count = 0; count < people && others.length > 0; count += 1) {
      const [speaker] = others.splice(this.#random.integer(0, others.length - 1), 1) as [number];
      this.#entries.push({speaker, text, wait: this.#random.integer(1, Math.max(1, lines))});
    }
  }

  next(): Turn {
    const mood = this.#moods.next();
    const afterMs = this.#random.exponential(this.#meanMs * MOODS[mood].gap);
    this.#driftTopic();
    const said = this.#dueEntry() ?? this.#dueAnswer() ?? this.#somethingNew(mood);
    return {afterMs, ...said};
  }

  #driftTopic(): void {
    this.#topicLeft -= 1;
    if (this.#topicLeft > 0) return;
    this.#topic = this.#random.pick(TOPICS);
    this.#topicLeft = this.#random.integer(TOPIC_LINES.min, TOPIC_LINES.max);
  }

  #dueEntry(): Omit<Turn, 'afterMs'> | undefined {
    for (const entry of this.#entries) entry.wait -= 1;
    const index = this.#entries.findIndex(({wait, speaker}) => wait <= 0 && !this.#lately.includes(speaker));
    if (index < 0) return undefined;
    const [{speaker, text}] = this.#entries.splice(index, 1) as [Entry];
    this.#spoke(speaker);
    return {speaker, text};
  }

  #dueAnswer(): Omit<Turn, 'afterMs'> | undefined {
    for (const pending of this.#pending) pending.wait -= 1;
    const index = this.#pending.findIndex(({wait}) => wait <= 0);
    if (index < 0) return undefined;
    const [{text, language, topic, asker}] = this.#pending.splice(index, 1) as [Pending];
    const speaker = this.#speaker(language, topic, asker);
    return {...this.#turn(speaker, text), answers: asker};
  }

  #somethingNew(mood: Mood): Omit<Turn, 'afterMs'> {
    const kind = this.#random.weighted(KIND_NAMES, (name) => KINDS[mood][name]);
    const speaker = this.#speaker();
    const language = this.#random.pick(this.#personas[speaker]!.speaks);
    const pools = this.#pools[language];
    switch (kind) {
      case 'question': {
        const {ask, answers, topic} = pools.question(this.#topic);
        this.#expect(answers, {language, topic, asker: speaker});
        return this.#turn(speaker, ask);
      }
      case 'joke': {
        const {text, laughs} = pools.joke();
        this.#expect(laughs, {language, asker: speaker});
        return this.#turn(speaker, text);
      }
      case 'remark':
        return this.#turn(speaker, pools.remark(this.#topic));
      default:
        return this.#turn(speaker, pools.line(kind));
    }
  }

  /** One to two of the answers come, a few lines later. */
  #expect(answers: readonly string[], about: Omit<Pending, 'text' | 'wait'>): void {
    const first = this.#random.pick(answers);
    this.#pending.push({...about, text: first, wait: this.#random.integer(1, 4)});
    const others = answers.filter((answer) => answer !== first);
    if (others.length && this.#random.chance(0.45)) {
      this.#pending.push({...about, text: this.#random.pick(others), wait: this.#random.integer(3, 8)});
    }
  }

  #speaker(language?: Language, topic?: Topic, not?: number): number {
    const all = this.#personas.map((_, index) => index);
    const able = all.filter(
      (index) => index !== not && (!language || this.#personas[index]!.speaks.includes(language)),
    );
    const rested = able.filter((index) => !this.#lately.includes(index));
    return this.#random.weighted(rested.length ? rested : able, (index) => {
      const {talkative, knows} = this.#personas[index]!;
      return talkative * (topic && knows.includes(topic) ? EXPERT : 1);
    });
  }

  #turn(speaker: number, line: string): Omit<Turn, 'afterMs'> {
    this.#spoke(speaker);
    return {speaker, text: inManner(line, this.#personas[speaker]!.manner, this.#random)};
  }

  #spoke(speaker: number): void {
    this.#lately.push(speaker);
    if (this.#lately.length > PAUSE_LINES) this.#lately.shift();
  }
}

function meanMs(rate: number): number {
  if (!(rate > 0)) throw new RangeError('rate must be above 0');
  return 1_000 / rate;
}

/** The lines of one language, each kind fresh for as long as it can be. */
class Pools {
  readonly #questions: Fresh<Exchange>;
  readonly #remarks: Fresh<Remark>;
  readonly #jokes: Fresh<Joke>;
  readonly #lines: Readonly<Record<'reaction' | 'greeting' | 'musing', Fresh<string>>>;

  constructor(talk: Talk, random: Random) {
    this.#questions = new Fresh(talk.exchanges, random);
    this.#remarks = new Fresh(talk.remarks, random);
    this.#jokes = new Fresh(talk.jokes, random);
    this.#lines = {
      reaction: new Fresh(talk.reactions, random),
      greeting: new Fresh(talk.greetings, random),
      musing: new Fresh(talk.musings, random),
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
