/** The shape of what can be said. The lines themselves are in one file a language. */

export type Language = 'zh' | 'en';

/** What the room is talking about; it drifts from one to another. */
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

/** A question, and what others answer to it: some answers, never all. */
export interface Exchange {
  readonly topic: Topic;
  readonly ask: string;
  readonly answers: readonly string[];
}

export interface Remark {
  readonly topic: Topic;
  readonly text: string;
}

/** A joke, and what it gets. */
export interface Joke {
  readonly text: string;
  readonly laughs: readonly string[];
}

export interface Talk {
  readonly greetings: readonly string[];
  readonly exchanges: readonly Exchange[];
  readonly remarks: readonly Remark[];
  readonly jokes: readonly Joke[];
  /** Short, loud, and often the same: what fills a burst. */
  readonly reactions: readonly string[];
  /** Longer, for when it is quiet. */
  readonly musings: readonly string[];
}

/** Every line there is. */
export function linesOf({greetings, exchanges, remarks, jokes, reactions, musings}: Talk): string[] {
  return [
    ...greetings,
    ...exchanges.flatMap(({ask, answers}) => [ask, ...answers]),
    ...remarks.map(({text}) => text),
    ...jokes.flatMap(({text, laughs}) => [text, ...laughs]),
    ...reactions,
    ...musings,
  ];
}
