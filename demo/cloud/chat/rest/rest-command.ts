import type {App} from '../app.ts';
import type {Account} from '../state/account.ts';
import type {Body} from '../wire/body.ts';
import type {Origin} from '../wire/origin.ts';

/** One REST call, signed by `admin`. */
export interface RestCall {
  readonly app: App;
  readonly admin: Account;
  readonly origin: Origin;
  readonly body: Body;
}

export type RestCommand = (call: RestCall) => Body | Promise<Body>;
