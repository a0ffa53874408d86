import {Type, type Static} from 'typebox';
import {WholeNumber} from '../../http/shapes.ts';
import {translationsOf} from '../../http/translations.ts';
import type {WordFilter} from '../word-filter/index.ts';

export const LotteryId = Type.String({pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Lottery id'});

const Winners = Type.Array(Type.Object({userId: Type.String(), nick: Type.String()}), {
  description: 'In the order of the draw',
});

/** The public data of a lottery. */
export const LotteryShape = Type.Object({
  lotteryId: Type.String(),
  phase: Type.Union([Type.Literal('open'), Type.Literal('drawn')]),
  keyword: Type.String(),
  prize: Type.String(),
  translations: Type.Optional(translationsOf('prize')),
  closesAt: WholeNumber({description: 'Unix seconds'}),
  seedHash: Type.String({description: 'SHA-256 of the seed'}),
  seed: Type.Optional(Type.String()),
  entriesHash: Type.Optional(Type.String({description: 'SHA-256 of the entries, joined by line feeds'})),
  winners: Type.Optional(Winners),
});
export type LotteryResponse = Static<typeof LotteryShape>;

/** Replaces winners' nicks that contain a listed word: the word may have been listed after the viewer took the nick. */
export function withCleanNames<L extends LotteryResponse>(lottery: L, wordFilter: WordFilter): L {
  const {winners} = lottery;
  if (!winners) return lottery;
  return {
    ...lottery,
    winners: winners.map(({userId, nick}) => ({userId, nick: wordFilter.publicName({userId, nick})})),
  };
}

/** A lottery with its entries, which are needed to repeat the draw. */
export const FullLotteryShape = Type.Object({
  ...LotteryShape.properties,
  entries: Type.Optional(
    Type.Array(Type.String(), {description: 'For each entry SHA-256 of lottery id, ":" and user id; sorted'}),
  ),
});

export const DrawShape = Type.Object({winners: Winners, seed: Type.String(), entriesHash: Type.String()});
