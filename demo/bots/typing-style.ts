import type {TypingStyle} from './personas.ts';
import type {Random} from './random.ts';

const ENDS_WITH_MARK = /[\p{P}\p{Extended_Pictographic}\u{fe0f}]$/u;

/** @returns The line as a person with this style types it. */
export function applyTypingStyle(line: string, {casual, tailed, tails}: TypingStyle, random: Random): string {
  const typed = casual ? line.replace(/[.。]$/, '') : line;
  if (!tails.length || !random.chance(tailed) || ENDS_WITH_MARK.test(typed)) return typed;
  return typed + random.pick(tails);
}
