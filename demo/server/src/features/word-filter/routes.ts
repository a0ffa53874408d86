import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import {ApiError} from '../../http/errors.ts';
import {failures, OPERATOR_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';
import {WholeNumber} from '../../http/shapes.ts';
import type {WordFilter} from './word-filter.ts';

/** A million words. */
const WORDS_MAX_BYTES = 33_554_432;
const WORDS_MAX = 1_000_000;
const WORD_MAX_CHARS = 64;

const Word = Type.String({minLength: 1, maxLength: WORD_MAX_CHARS});
const WordsShape = Type.Object({
  words: Type.Array(Type.Union([Word, Type.Object({word: Word, mask: Type.Boolean()})]), {
    maxItems: WORDS_MAX,
    description: 'A message that contains the word is refused; with `mask` the word is replaced by ***',
  }),
});

export function wordFilterRoutes(context: Context, wordFilter: WordFilter): void {
  forOperator(context, (operator) => {
    operator.put(
      '/api/words',
      {
        bodyLimit: WORDS_MAX_BYTES,
        schema: {
          summary: 'Replace the list of forbidden words',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          body: WordsShape,
          response: {200: Type.Object({words: WholeNumber()}), ...failures(401, 403, 422)},
        },
      },
      async ({body}) => {
        const refused: string[] = [];
        const masked: string[] = [];
        for (const item of body.words) {
          const {word, mask} = typeof item === 'string' ? {word: item, mask: false} : item;
          if (/[\0\p{Cs}]/u.test(word)) throw new ApiError('INVALID', 'a word contains a NUL or a lone surrogate');
          (mask ? masked : refused).push(word);
        }
        await wordFilter.replace({refused, masked});
        return {words: body.words.length};
      },
    );
  });
}
