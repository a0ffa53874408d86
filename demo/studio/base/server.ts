/** Calls to the business server and to the local cloud, as the operator. */
import type {BotsRate} from './server-types.ts';

const TIMEOUT_MS = 15_000;
const MESSAGE_MAX = 300;

/** A failed call. `code` is a code of the business server, or `UNREACHABLE` without a response. */
export class ServerError extends Error {
  readonly code: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: string, message = '', retryAfter?: number) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export class Server {
  readonly #platform: string;
  readonly #token: string;

  /** @param platform The origin of the platform. */
  constructor(platform: string, token: string) {
    this.#platform = platform;
    this.#token = token;
  }

  get apiUrl(): string {
    return `${this.#platform}/api`;
  }

  /** Calls as the operator. Resolves with the response, undefined if it is empty. @param path `/rooms/demo/…` */
  call<T = void>(method: string, path: string, body?: object): Promise<T> {
    return request<T>(this.apiUrl + path, {
      method,
      headers: {Authorization: `Bearer ${this.#token}`, ...(body && {'Content-Type': 'application/json'})},
      ...(body && {body: JSON.stringify(body)}),
    });
  }

  /** Reads a file as the operator. */
  text(path: string): Promise<string> {
    return request(this.apiUrl + path, {headers: {Authorization: `Bearer ${this.#token}`}}, (text) => text);
  }

  /** Injects faults into the local cloud. */
  fault(faults: object): Promise<void> {
    const headers = {'Content-Type': 'application/json', 'X-Local-Cloud': '1'};
    return request(`${this.#platform}/cloud/im/faults`, {method: 'POST', headers, body: JSON.stringify(faults)});
  }

  /** Removes all faults from the local cloud. */
  restoreCloud(): Promise<void> {
    return request(`${this.#platform}/cloud/im/faults`, {method: 'DELETE', headers: {'X-Local-Cloud': '1'}});
  }

  botsRate(): Promise<BotsRate> {
    return request('/studio/bots', {});
  }

  setBotsRate(messagesPerSecond: number): Promise<void> {
    const headers = {'Content-Type': 'application/json'};
    return request('/studio/bots', {method: 'PUT', headers, body: JSON.stringify({messagesPerSecond})});
  }
}

async function request<T>(url: string, init: RequestInit, read: (text: string) => unknown = parse): Promise<T> {
  let response: Response;
  let text: string;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
  try {
    response = await fetch(url, {...init, credentials: 'omit', signal: late.signal});
    text = await response.text();
  } catch {
    throw new ServerError('UNREACHABLE');
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return read(text) as T;
  const error = (parse(text) as {error?: unknown} | undefined)?.error;
  const {code, message} = (typeof error === 'object' && error ? error : {message: error ?? text}) as {
    code?: unknown;
    message?: unknown;
  };
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  throw new ServerError(
    typeof code === 'string' ? code : `HTTP ${response.status}`,
    (typeof message === 'string' ? message : '').slice(0, MESSAGE_MAX),
    retryAfter,
  );
}

function parse(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // Not JSON: the status alone tells the result.
  }
}
