import type {Manner} from './personas.ts';
import type {Random} from './random.ts';

const ENDS_WITH_MARK = /[\p{P}\p{Extended_Pictographic}\u{fe0f}]$/u;

/** The line as this person would type it. */
export function inManner(line: string, {casual, tailed, tails}: Manner, random: Random): string {
  const typed = casual ? line.replace(/[.。]$/, '') : line;
  if (!tails.length || !random.chance(tailed) || ENDS_WITH_MARK.test(typed)) return typed;
  return typed + random.pick(tails);
}
