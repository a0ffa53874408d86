import type {IncomingMessage, ServerResponse} from 'node:http';
import type {TypeBoxTypeProvider} from '@fastify/type-provider-typebox';
import type {FastifyBaseLogger, FastifyInstance, RawServerDefault} from 'fastify';
import type {Kysely} from 'kysely';
import type {Broadcaster} from '../features/broadcasts/broadcaster.ts';
import type {Gate} from '../features/callbacks/message-filter.ts';
import type {Database} from '../database/schema.ts';
import type {Outbox} from '../features/gifts/outbox.ts';
import type {History} from '../features/history/history.ts';
import type {Likes} from '../features/likes/likes.ts';
import type {Limits} from '../features/rate-limits/rate-limits.ts';
import type {LotteryClock} from '../features/lotteries/lottery-clock.ts';
import type {Counter} from '../features/stats/presence-counter.ts';
import type {RoomKeeper} from '../features/rooms/room-sync.ts';
import type {Rules} from '../features/room-rules/room-rules.ts';
import type {Settings} from '../settings/settings.ts';
import type {RestClient} from '../tencent/rest-client.ts';
import type {Levels} from '../features/levels/levels.ts';
import type {CallbackWatch} from '../features/callbacks/callback-watch.ts';
import type {Profiles} from '../features/profiles/profiles.ts';
import type {Signatures} from '../tencent/signatures.ts';
import type {Tokens} from './viewer-token.ts';
import type {Words} from '../features/word-filter/word-filter.ts';

/** The server as routes see it: schemas give the types. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What routes work with. */
export interface Services {
  readonly settings: Settings;
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly tokens: Tokens;
  readonly signatures: Signatures;
  readonly profiles: Profiles;
  readonly callbackWatch: CallbackWatch;
  readonly keeper: RoomKeeper;
  readonly levels: Levels;
  readonly history: History;
  readonly limits: Limits;
  readonly likes: Likes;
  readonly outbox: Outbox;
  readonly rules: Rules;
  readonly words: Words;
  readonly gate: Gate;
  readonly counter: Counter;
  readonly lotteries: LotteryClock;
  readonly broadcaster: Broadcaster;
}
