import type {IncomingMessage, ServerResponse} from 'node:http';
import type {TypeBoxTypeProvider} from '@fastify/type-provider-typebox';
import type {FastifyBaseLogger, FastifyInstance, RawServerDefault} from 'fastify';
import type {Kysely} from 'kysely';
import type {Broadcaster} from './broadcasts/broadcaster.ts';
import type {Gate} from './callbacks/gate.ts';
import type {Database} from './database/schema.ts';
import type {Outbox} from './gifts/outbox.ts';
import type {History} from './history/history.ts';
import type {Likes} from './likes/likes.ts';
import type {Limits} from './limits/limits.ts';
import type {LotteryClock} from './lotteries/lottery-clock.ts';
import type {Counter} from './numbers/counter.ts';
import type {RoomKeeper} from './rooms/room-keeper.ts';
import type {Rules} from './rooms/rules.ts';
import type {Settings} from './settings.ts';
import type {RestClient} from './tencent/rest-client.ts';
import type {Levels} from './viewers/levels.ts';
import type {CallbackWatch} from './callbacks/callback-watch.ts';
import type {Profiles} from './viewers/profiles.ts';
import type {Signatures} from './viewers/signatures.ts';
import type {Tokens} from './viewers/token.ts';
import type {Words} from './words/words.ts';

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
