/** Types of the bots' phrases. Each language has its own file. */

export type Language = 'zh' | 'en';

/** Topics of the conversation. */
export type Topic =
  'tea' | 'gaiwan' | 'teapot' | 'cup' | 'honey' | 'persimmon' | 'shipping' | 'lottery' | 'host' | 'life';

export const TOPICS: readonly Topic[] = [
  'tea',
  'gaiwan',
  'teapot',
  'cup',
  'honey',
  'persimmon',
  'shipping',
  'lottery',
  'host',
  'life',
];

/** A question with possible answers; the bots use one or two of them. */
export interface Exchange {
  readonly topic: Topic;
  readonly ask: string;
  readonly answers: readonly string[];
}

export interface Remark {
  readonly topic: Topic;
  readonly text: string;
}

/** A joke with possible reactions. */
export interface Joke {
  readonly text: string;
  readonly laughs: readonly string[];
}

export interface Phrases {
  readonly greetings: readonly string[];
  readonly exchanges: readonly Exchange[];
  readonly remarks: readonly Remark[];
  readonly jokes: readonly Joke[];
  /** Short reactions for bursts. */
  readonly reactions: readonly string[];
  /** Longer lines for quiet phases. */
  readonly musings: readonly string[];
}

/** @returns Every line of one language. */
export function linesOf({greetings, exchanges, remarks, jokes, reactions, musings}: Phrases): string[] {
  return [
    ...greetings,
    ...exchanges.flatMap(({ask, answers}) => [ask, ...answers]),
    ...remarks.map(({text}) => text),
    ...jokes.flatMap(({text, laughs}) => [text, ...laughs]),
    ...reactions,
    ...musings,
  ];
}
