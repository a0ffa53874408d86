import {Type} from 'typebox';
import {contentOfElement} from '../../tencent/elements.ts';
import type {Context} from '../../http/context.ts';
import {failures, NOTHING, OPERATOR_ONLY, VIEWERS_ONLY} from '../../http/openapi.ts';
import {forStaff} from '../../http/operator-calls.ts';
import {RoomId, WholeNumber} from '../../http/shapes.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import {requireRoom} from '../rooms/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {listQuestions, setQuestionState, type Question} from './questions.ts';

const QuestionStateShape = Type.Union([Type.Literal('open'), Type.Literal('answering'), Type.Literal('answered')]);

const QuestionShape = Type.Object({
  seq: WholeNumber({description: 'MsgSeq of the comment'}),
  time: WholeNumber({description: 'Unix seconds'}),
  state: QuestionStateShape,
  from: Type.Object({userId: Type.String(), nick: Type.String()}),
  text: Type.String(),
});

const staffOnly = {tags: ['operator'], security: [...OPERATOR_ONLY, ...VIEWERS_ONLY]};

export interface QuestionsContext extends Context {
  readonly wordFilter: WordFilter;
  readonly roomRules: RoomRulesCache;
}

export function questionRoutes(context: QuestionsContext): void {
  const {db, im, wordFilter} = context;
  const describe = ({seq, time, state, userId, nick, body}: Question) => ({
    seq,
    time,
    state,
    from: {userId, nick: wordFilter.publicName({nick, userId})},
    text: body.map(textOf).join(''),
  });

  forStaff(context, (staff) => {
    staff.get(
      '/api/rooms/:roomId/questions',
      {
        schema: {
          ...staffOnly,
          summary: 'Comments marked as questions, oldest first: those that are not answered, or those in a state',
          params: Type.Object({roomId: RoomId}),
          querystring: Type.Object({state: Type.Optional(QuestionStateShape)}),
          response: {200: Type.Array(QuestionShape), ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {roomId}, query}) => {
        await requireRoom(db, roomId);
        return (await listQuestions(db, roomId, query.state)).map(describe);
      },
    );

    staff.put(
      '/api/rooms/:roomId/questions/:seq',
      {
        schema: {
          ...staffOnly,
          summary: 'Answer a question: while it is being answered it is pinned, and the one before counts as answered',
          params: Type.Object({roomId: RoomId, seq: Type.String({pattern: '^[1-9]\\d{0,14}$'})}),
          body: Type.Object({state: QuestionStateShape}),
          response: {204: NOTHING, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {roomId, seq}, body: {state}, log}, reply) => {
        await db
          .transaction()
          .execute((transaction) => setQuestionState(transaction, {im, log}, roomId, Number(seq), state));
        return reply.code(204).send(null);
      },
    );
  });
}

function textOf(element: Question['body'][number]): string {
  const content = contentOfElement(element);
  return content?.type === 'comment' || content?.type === 'danmaku' ? content.text : '';
}
