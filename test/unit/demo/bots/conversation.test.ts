import {existsSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {Conversation, type BotLine} from '../../../../demo/bots/conversation.ts';
import {PERSONAS} from '../../../../demo/bots/personas.ts';
import {Random} from '../../../../demo/bots/random.ts';
import {CHINESE} from '../../../../demo/bots/phrases/chinese.ts';
import {ENGLISH} from '../../../../demo/bots/phrases/english.ts';
import {linesOf, TOPICS} from '../../../../demo/bots/phrases/phrases.ts';
import {normalizeNick} from '../../../../demo/server/src/features/accounts/nick.ts';
import {COMMENT_MAX_BYTES, exceedsBytes} from '../../../../src/protocol/limits.ts';

const PHRASES = {zh: CHINESE, en: ENGLISH};

function evening(turns: number, {seed = 7, rate = 2} = {}): BotLine[] {
  const conversation = new Conversation({personas: PERSONAS, phrases: PHRASES, rate, random: new Random(seed)});
  return Array.from({length: turns}, () => conversation.next());
}

describe('the conversation of bots', () => {
  it('has two dozen people, each with a unique valid name and an existing picture', () => {
    expect(PERSONAS).toHaveLength(24);
    expect(new Set(PERSONAS.map(({nick}) => nick)).size).toBe(24);
    for (const {nick, avatar} of PERSONAS) {
      expect(normalizeNick(nick)).toBe(nick);
      expect(existsSync(new URL(`../../../../demo/dev/media/avatars/${avatar}`, import.meta.url)), avatar).toBe(true);
    }
  });

  it('has at least two hundred different lines, in both languages and about every topic', () => {
    const lines = [...linesOf(CHINESE), ...linesOf(ENGLISH)];
    expect(new Set(lines).size).toBeGreaterThanOrEqual(200);
    for (const phrases of Object.values(PHRASES)) {
      const about = new Set([...phrases.exchanges, ...phrases.remarks].map(({topic}) => topic));
      expect([...about].sort()).toEqual([...TOPICS].sort());
    }
  });

  it('has no empty line, and none that exceeds the room’s length limit', () => {
    for (const {text} of evening(3_000)) {
      expect(text.trim()).toBe(text);
      expect(text).not.toBe('');
      expect(exceedsBytes(text, COMMENT_MAX_BYTES / 10)).toBe(false);
    }
  });

  it('repeats with the same seed, and differs with another seed', () => {
    expect(evening(500)).toEqual(evening(500));
    expect(evening(500, {seed: 8})).not.toEqual(evening(500));
  });

  it('lets every persona comment, none twice in a row, and none answers itself', () => {
    const turns = evening(2_000);
    expect(new Set(turns.map(({speaker}) => speaker)).size).toBe(PERSONAS.length);
    turns.forEach(({speaker, answers}, index) => {
      expect(speaker).not.toBe(turns[index - 1]?.speaker);
      expect(speaker).not.toBe(answers);
    });
  });

  it('answers a question a few lines later, in its language', () => {
    const turns = evening(600);
    let questions = 0;
    for (const {ask, answers} of [...CHINESE.exchanges, ...ENGLISH.exchanges]) {
      const at = turns.findIndex(({text}) => text.startsWith(ask));
      if (at < 0 || at > turns.length - 20) continue;
      questions += 1;
      const soon = turns.slice(at + 1, at + 15).map(({text}) => text);
      const hasAnswer = answers.some((answer) => soon.some((text) => text.startsWith(answer.replace(/[.。]$/, ''))));
      expect(hasAnswer, `an answer to "${ask}" among ${soon.join(' | ')}`).toBe(true);
    }
    expect(questions).toBeGreaterThan(20);
  });

  it('does not repeat a recent question', () => {
    const shouts = new Set([...CHINESE.reactions, ...ENGLISH.reactions]);
    const asks = new Set([...CHINESE.exchanges, ...ENGLISH.exchanges].map(({ask}) => ask));
    const turns = evening(2_000).map(({text}) => text);
    const lines = turns.filter((text) => asks.has(text) && !shouts.has(text));
    const repeats = lines.filter((text, index) => lines.slice(Math.max(0, index - 10), index).includes(text));
    expect(repeats).toEqual([]);
  });

  it.each([0.5, 2, 20])('keeps %d messages a second on average, in bursts and pauses', (rate) => {
    const turns = evening(30_000, {rate});
    const seconds = turns.reduce((sum, {afterMs}) => sum + afterMs, 0) / 1_000;
    expect(turns.length / seconds / rate).toBeCloseTo(1, 1);
    const gaps = turns.map(({afterMs}) => afterMs * rate).sort((a, b) => a - b);
    expect(gaps[Math.floor(gaps.length * 0.05)]).toBeLessThan(100);
    expect(gaps[Math.floor(gaps.length * 0.99)]).toBeGreaterThan(3_500);
  });

  it('writes the keyword of a lottery exactly, each person at most once, in place of other lines', () => {
    const conversation = new Conversation({personas: PERSONAS, phrases: PHRASES, rate: 2, random: new Random(7)});
    conversation.scheduleKeyword('春天', {people: 12, lines: 40});
    const turns = Array.from({length: 60}, () => conversation.next());
    const written = turns.filter(({text}) => text === '春天');
    expect(written).toHaveLength(12);
    expect(new Set(written.map(({speaker}) => speaker)).size).toBe(12);
    turns.forEach(({speaker}, index) => expect(speaker).not.toBe(turns[index - 1]?.speaker));
  });

  it('talks about the host’s current topic', () => {
    const conversation = new Conversation({personas: PERSONAS, phrases: PHRASES, rate: 2, random: new Random(7)});
    const about = new Set(
      [...CHINESE.exchanges, ...ENGLISH.exchanges]
        .filter(({topic}) => topic === 'honey')
        .flatMap(({ask, answers}) => [ask, ...answers])
        .concat([...CHINESE.remarks, ...ENGLISH.remarks].filter(({topic}) => topic === 'honey').map(({text}) => text)),
    );
    const mentions = () =>
      Array.from({length: 15}, () => conversation.next().text).filter((text) =>
        [...about].some((line) => text.startsWith(line.replace(/[.。]$/, ''))),
      ).length;
    conversation.switchTopic('honey');
    expect(mentions()).toBeGreaterThan(3);
  });

  it('refuses an invalid rate', () => {
    expect(() => evening(1, {rate: 0})).toThrow(RangeError);
    expect(() => evening(1, {rate: Number.NaN})).toThrow(RangeError);
  });
});
