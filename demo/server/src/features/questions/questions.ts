import type {FastifyBaseLogger} from 'fastify';
import {sql, type Kysely, type Transaction} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {QuestionState} from '../../database/tables/rooms.ts';
import {ApiError} from '../../http/errors.ts';
import type {MessageElement} from '../../tencent/elements.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {setPin, unpinComment} from '../pins/index.ts';
import {lockRoom} from '../rooms/index.ts';

/** Maximum number of questions in the queue, the oldest first. */
const LISTED = 200;

export interface Question {
  readonly seq: number;
  /** Unix seconds. */
  readonly time: number;
  readonly state: QuestionState;
  readonly userId: string;
  /** Empty if only Tencent Chat has the nick. */
  readonly nick: string;
  readonly body: readonly MessageElement[];
}

/** Questions in this state, or without a state those that are not answered. */
export function listQuestions(db: Kysely<Database>, roomId: string, state?: QuestionState): Promise<Question[]> {
  return db
    .selectFrom('messages')
    .leftJoin('accounts', 'accounts.user_id', 'messages.user_id')
    .select(['messages.seq', 'messages.time', 'messages.user_id as userId', 'messages.body'])
    .select([sql<QuestionState>`messages.question`.as('state'), sql<string>`coalesce(accounts.nick, '')`.as('nick')])
    .where('messages.room_id', '=', roomId)
    .where('messages.deleted', '=', false)
    .where('messages.question', 'in', state ? [state] : ['open', 'answering'])
    .orderBy('messages.seq')
    .limit(LISTED)
    .execute();
}

/**
 * Changes a question's state. A question that the host starts to answer is pinned, and the previous one becomes
 * answered. @throws ApiError NOT_FOUND; ImError
 */
export async function setQuestionState(
  transaction: Transaction<Database>,
  services: {readonly im: RestClient; readonly log: FastifyBaseLogger},
  roomId: string,
  seq: number,
  state: QuestionState,
): Promise<void> {
  await lockRoom(transaction, roomId);
  const questions = transaction.updateTable('messages').where('room_id', '=', roomId).where('deleted', '=', false);
  if (state === 'answering') await questions.set({question: 'answered'}).where('question', '=', 'answering').execute();
  const changed = await questions
    .set({question: state})
    .where('seq', '=', seq)
    .where('question', 'is not', null)
    .returning('seq')
    .executeTakeFirst();
  if (!changed) throw new ApiError('NOT_FOUND', `there is no question ${seq} in room "${roomId}"`);
  if (state === 'answering') await setPin(transaction, services, roomId, {seq, question: true});
  else await unpinComment(transaction, services, roomId, seq);
}
