import {randomInt} from 'node:crypto';
import {Agent as HttpAgent, request as httpRequest} from 'node:http';
import {Agent as HttpsAgent, request as httpsRequest} from 'node:https';
import {setTimeout as wait} from 'node:timers/promises';
import {signUserSig, type SigningKey} from './user-sig.ts';
import {traceCall} from '../telemetry/tracing.ts';
import {CALL_PURPOSES, CallBudgets, type CallPurpose} from './call-budgets.ts';
import {ImError} from './im-error.ts';

/** Longer than Tencent's own limit of 3 s, so that a slow response still arrives. */
const TIMEOUT_MS = 5_000;
const MAX_RESPONSE_BYTES = 4_194_304;
/** Lifetime of the administrator's signature. */
const ADMIN_SIGNATURE_S = 86_400;
const RENEW_BEFORE_S = 3_600;
const RETRY_AFTER_MS = 200;

const SIGNATURE_EXPIRED = 70001;

export interface RestClientOptions {
  readonly key: SigningKey;
  /** An administrator of the app. */
  readonly admin: string;
  /** Base address of `/v4/…`, such as `https://console.tim.qq.com`. */
  readonly baseUrl: string;
  readonly timeoutMs?: number;
  /** Calls a second that this process may make; by default all that Tencent grants an app. */
  readonly callsPerSecond?: number;
  /** Called after each request. The code is 0, an `ErrorCode`, or the kind of failure. */
  readonly onResponse?: (command: string, code: string, seconds: number) => void;
}

/** Maximum number of sockets to Tencent for each purpose, so that slow sign-ins never take the sockets of gifts. */
const SOCKETS_MAX = 32;

export interface CallOptions {
  /** True if the call may be repeated. If there is no response, it is made once more. */
  readonly again?: boolean;
  /** The budget that the call uses. */
  readonly purpose?: CallPurpose;
}

/** Fields of every response. */
interface Envelope {
  readonly ActionStatus?: string;
  readonly ErrorCode?: number;
  readonly ErrorInfo?: string;
}

/** Tencent Chat's REST API: https://cloud.tencent.com/document/product/269/1519. Calls reject with `ImError`. */
export class RestClient {
  readonly #options: RestClientOptions;
  readonly #base: URL;
  readonly #agents: Readonly<Record<CallPurpose, HttpAgent | HttpsAgent>>;
  readonly #budgets: CallBudgets;
  readonly #closing = new AbortController();
  #signature = {userSig: '', renewAt: 0};

  constructor(options: RestClientOptions) {
    this.#options = options;
    this.#base = new URL(options.baseUrl.replace(/\/+$/, ''));
    const Agent = this.#base.protocol === 'https:' ? HttpsAgent : HttpAgent;
    const agent = () => new Agent({keepAlive: true, maxSockets: SOCKETS_MAX});
    this.#agents = {gifts: agent(), signIn: agent(), upkeep: agent()};
    this.#budgets = new CallBudgets(options.callsPerSecond);
  }

  /** Calls that wait for their turn, by purpose. */
  waitingCalls(): ReadonlyMap<CallPurpose, number> {
    return this.#budgets.waiting();
  }

  /**
   * Makes a call as the administrator.
   * @param command `service/command`, such as `group_open_http_svc/get_group_info`.
   */
  async call<T extends object>(
    command: string,
    body: object,
    {again = true, purpose = 'upkeep'}: CallOptions = {},
  ): Promise<T> {
    try {
      return await this.#post<T>(command, body, purpose);
    } catch (error) {
      if (!(error instanceof ImError)) throw error;
      const expired = error.errorCode === SIGNATURE_EXPIRED;
      if (expired) this.#signature.renewAt = 0;
      else if (!again || !error.passing) throw error;
      if (!expired) await this.#pause(RETRY_AFTER_MS, error);
      return this.#post<T>(command, body, purpose);
    }
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Closes all connections. Calls under way reject. */
  close(): void {
    this.#closing.abort(new ImError('unreachable', 'close', 'the client was closed'));
    for (const purpose of CALL_PURPOSES) this.#agents[purpose].destroy();
  }

  /** @throws `reason` if the client is closed during the pause. */
  async #pause(ms: number, reason: ImError): Promise<void> {
    await wait(ms, undefined, {signal: this.#closing.signal}).catch(() => {
      throw reason;
    });
  }

  /** Waits until the budget has a call left. */
  async #takeTurn(command: string, purpose: CallPurpose): Promise<void> {
    const ms = this.#budgets.take(purpose);
    if (ms === undefined) throw new ImError('overloaded', command, `too many calls for ${purpose} wait already`);
    if (ms) await this.#pause(ms, new ImError('unreachable', command, 'the client was closed'));
  }

  async #post<T extends object>(command: string, body: object, purpose: CallPurpose): Promise<T> {
    await this.#takeTurn(command, purpose);
    const startedAt = performance.now();
    const done = (code: string) => this.#options.onResponse?.(command, code, (performance.now() - startedAt) / 1_000);
    try {
      const response = await traceCall(command, () => this.#send<T>(command, body, purpose));
      done('0');
      return response;
    } catch (error) {
      if (error instanceof ImError) done(error.errorCode ? String(error.errorCode) : error.failure);
      throw error;
    }
  }

  async #send<T extends object>(command: string, body: object, purpose: CallPurpose): Promise<T> {
    const text = await this.#exchange(command, JSON.stringify(body), purpose);
    let response: (T & Envelope) | null;
    try {
      response = JSON.parse(text) as (T & Envelope) | null;
    } catch {
      throw new ImError('garbled', command, 'the response is not JSON');
    }
    if (response?.ActionStatus === undefined) throw new ImError('garbled', command, 'the response has no ActionStatus');
    if (response.ActionStatus === 'OK') return response;
    throw new ImError('refused', command, String(response.ErrorInfo ?? '').slice(0, 200), response.ErrorCode ?? 0);
  }

  #exchange(command: string, body: string, purpose: CallPurpose): Promise<string> {
    const late = AbortSignal.timeout(this.#options.timeoutMs ?? TIMEOUT_MS);
    const signal = AbortSignal.any([late, this.#closing.signal]);
    const request = this.#base.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        const code = (error as NodeJS.ErrnoException).code ?? error.name;
        reject(
          late.aborted
            ? new ImError('timeout', command, 'no response in time')
            : new ImError('unreachable', command, code),
        );
      };
      const outgoing = request(this.#address(command), {
        method: 'POST',
        agent: this.#agents[purpose],
        signal,
        headers: {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body)},
      });
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('error', fail);
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_RESPONSE_BYTES) incoming.destroy(new Error('response too large'));
          else chunks.push(chunk);
        });
        incoming.on('end', () => {
          if (incoming.statusCode === 200) resolve(Buffer.concat(chunks).toString());
          else reject(new ImError('garbled', command, `HTTP ${incoming.statusCode}`));
        });
      });
      outgoing.end(body);
    });
  }

  #address(command: string): string {
    const query = new URLSearchParams({
      sdkappid: String(this.#options.key.sdkAppId),
      identifier: this.#options.admin,
      usersig: this.#userSig(),
      random: String(randomInt(2 ** 32)),
      contenttype: 'json',
    });
    return `${this.#base.href.replace(/\/+$/, '')}/v4/${command}?${query}`;
  }

  #userSig(): string {
    const now = Math.floor(Date.now() / 1000);
    if (now >= this.#signature.renewAt) {
      const userSig = signUserSig(this.#options.key, this.#options.admin, {expiresInS: ADMIN_SIGNATURE_S, now});
      this.#signature = {userSig, renewAt: now + ADMIN_SIGNATURE_S - RENEW_BEFORE_S};
    }
    return this.#signature.userSig;
  }
}
