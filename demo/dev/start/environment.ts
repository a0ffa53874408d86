import {machineEnvironment} from '../processes/machine-environment.ts';
import {DEMO_APP_ID, DEMO_SECRETS} from '../../server/src/settings/demo-settings.ts';
import type {StartOptions} from './options.mjs';

/** The environment of each process. Settings of the user's shell are not inherited. */
export class Environment {
  readonly shopOrigin: string;
  readonly platformOrigin: string;
  readonly #base: NodeJS.ProcessEnv;

  constructor(options: StartOptions, inherited: NodeJS.ProcessEnv) {
    this.shopOrigin = `http://localhost:${options.shopPort}`;
    this.platformOrigin = `http://localhost:${options.platformPort}`;
    this.#base = machineEnvironment(inherited);
  }

  /** The environment of a process without secrets. */
  plain(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    return {...this.#base, ...more};
  }

  server(databaseUrl: string): NodeJS.ProcessEnv {
    const ws = this.platformOrigin.replace('http', 'ws');
    return this.plain({
      ...DEMO_SECRETS,
      SDK_APP_ID: String(DEMO_APP_ID),
      DATABASE_URL: databaseUrl,
      PUBLIC_API_URL: `${this.platformOrigin}/api`,
      SHOP_URL: this.shopOrigin,
      IM_REST_URL: `${this.platformOrigin}/cloud/im`,
      IM_SERVER: `${ws}/cloud/im`,
      RTC_SERVER: `${ws}/cloud/rtc`,
      ALLOWED_ORIGINS: '*',
      VIEWERS: 'demo',
      HOST: '127.0.0.1',
      PORT: '0',
    });
  }
}
