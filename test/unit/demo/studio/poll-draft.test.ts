import {expect, test} from 'vitest';
import type {Problems} from '../../../../demo/studio/base/problems.ts';
import {checkPollTranslations, linesOf, pollBody} from '../../../../demo/studio/show/poll-draft.ts';

const row = (lang: string, question: string, answers: string) => ({lang, texts: {question, answers}});

test('a poll is sent with the translations of its question and of each answer', () => {
  const answers = linesOf(' Red \n\nGreen\n');
  expect(
    pollBody('Which?', answers, [row('zh-CN', '哪个？', '红\n绿'), row('ja', 'どれ？', ''), row('', '', '')]),
  ).toEqual({
    question: 'Which?',
    translations: {'zh-CN': {question: '哪个？'}, ja: {question: 'どれ？'}},
    options: [
      {text: 'Red', translations: {'zh-CN': {text: '红'}}},
      {text: 'Green', translations: {'zh-CN': {text: '绿'}}},
    ],
  });
  expect(pollBody('Which?', answers, [])).toEqual({
    question: 'Which?',
    translations: {},
    options: [
      {text: 'Red', translations: {}},
      {text: 'Green', translations: {}},
    ],
  });
});

test('a language has a line for each answer, or none', () => {
  const problems: Problems = new Map();
  checkPollTranslations(
    ['Red', 'Green'],
    [row('zh', '', '红'), row('ja', 'どれ？', ''), row('x', '', '赤\n緑')],
    problems,
  );
  expect([...problems]).toEqual([
    ['translations.2.lang', 'languageInvalid'],
    ['translations.0.answers', 'answersDiffer'],
  ]);
});
