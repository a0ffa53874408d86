import {Type, type Static} from 'typebox';
import {WholeNumber} from '../../http/shapes.ts';
import type {WordFilter} from '../word-filter/index.ts';

export const LotteryId = Type.String({pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Lottery id'});

const Winners = Type.Array(Type.Object({userId: Type.String(), nick: Type.String()}), {
  description: 'The first drawn first',
});

/** A lottery as pages see it. */
export const LotteryShape = Type.Object({
  lotteryId: Type.String(),
  phase: Type.Union([Type.Literal('open'), Type.Literal('drawn')]),
  keyword: Type.String(),
  prize: Type.String(),
  closesAt: WholeNumber({description: 'Unix seconds'}),
  seedHash: Type.String({description: 'SHA-256 of the seed'}),
  seed: Type.Optional(Type.String()),
  entriesHash: Type.Optional(Type.String({description: 'SHA-256 of the entries, joined by line feeds'})),
  winners: Type.Optional(Winners),
});
export type LotteryResponse = Static<typeof LotteryShape>;

/** The same with winners' names that may be shown: a name may be older than the word that was listed. */
export function withCleanNames<L extends LotteryResponse>(lottery: L, wordFilter: WordFilter): L {
  const {winners} = lottery;
  if (!winners) return lottery;
  return {
    ...lottery,
    winners: winners.map(({userId, nick}) => ({userId, nick: wordFilter.publicName({userId, nick})})),
  };
}

/** With all that is needed to draw again. */
export const FullLotteryShape = Type.Object({
  ...LotteryShape.properties,
  entries: Type.Optional(
    Type.Array(Type.String(), {description: 'SHA-256 of lottery id, ":" and user id of each who took part; sorted'}),
  ),
});

export const DrawShape = Type.Object({winners: Winners, seed: Type.String(), entriesHash: Type.String()});
