import {Type, type Static} from 'typebox';
import {WholeNumber} from '../../http/shapes.ts';
import {translationsOf} from '../../http/translations.ts';

export const PollId = Type.String({pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Poll id'});

/** A poll as it opens. */
export const NewPollShape = Type.Object({
  pollId: Type.String(),
  question: Type.String(),
  translations: Type.Optional(translationsOf('question')),
  options: Type.Array(
    Type.Object({id: Type.String(), text: Type.String(), translations: Type.Optional(translationsOf('text'))}),
  ),
  closesAt: WholeNumber({description: 'Unix seconds'}),
});

/** The public data of a poll. */
export const PollShape = Type.Object({
  ...NewPollShape.properties,
  phase: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
  counts: Type.Record(Type.String(), WholeNumber(), {description: 'Votes by option id'}),
  total: WholeNumber({description: 'Viewers who voted'}),
});

export const PollWithVoteShape = Type.Object({
  ...PollShape.properties,
  vote: Type.Optional(Type.String({description: 'Id of the option that the calling viewer voted for'})),
});

export type PollResponse = Static<typeof PollShape>;
