import type {Context} from '../../http/context.ts';
import type {CallbackWatch} from '../callbacks/index.ts';
import type {Levels} from '../levels/index.ts';
import type {Profiles} from '../profiles/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {Signatures} from '../../tencent/signatures.ts';
import type {ConcurrencyLimit} from '../../jobs/concurrency-limit.ts';
import type {SessionLimits} from './session-limits.ts';

export interface SessionsContext extends Context {
  readonly callbackWatch: CallbackWatch;
  readonly levels: Levels;
  readonly profiles: Profiles;
  readonly wordFilter: WordFilter;
}

export interface SignInContext extends SessionsContext {
  readonly signatures: Signatures;
  readonly sessionLimits: SessionLimits;
  /** Limits database use by sign-ins, so that a rush of new viewers leaves connections to gifts and likes. */
  readonly signInLimit: ConcurrencyLimit;
}
