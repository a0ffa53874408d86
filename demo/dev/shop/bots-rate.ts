import type {IncomingMessage, ServerResponse} from 'node:http';
import {refuse} from '../http/static-files.ts';

const BODY_MAX_BYTES = 1_024;

export interface BotsRateOptions {
  /** Initial messages a second. */
  readonly rate: number;
  readonly max: number;
  /** Applies a new rate. */
  readonly apply: (messagesPerSecond: number) => void;
}

/**
 * The rate of the bots: GET reads `{messagesPerSecond}`, PUT sets it. Pages of other origins cannot set it, because the
 * preflight request fails.
 */
export class BotsRate {
  readonly #options: BotsRateOptions;
  #rate: number;

  constructor(options: BotsRateOptions) {
    this.#options = options;
    this.#rate = options.rate;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'PUT') {
      const rate = rateIn(await read(request));
      if (rate === undefined || rate > this.#options.max) {
        refuse(response, 422, `messagesPerSecond must be 0 to ${this.#options.max}`);
        return;
      }
      this.#rate = rate;
      this.#options.apply(rate);
    } else if (request.method !== 'GET') {
      refuse(response, 405, 'only GET and PUT', {allow: 'GET, PUT'});
      return;
    }
    const answer = JSON.stringify({messagesPerSecond: this.#rate, max: this.#options.max});
    response.writeHead(200, {'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store'});
    response.end(answer);
  }
}

function rateIn(body: string): number | undefined {
  try {
    const rate: unknown = (JSON.parse(body) as {messagesPerSecond?: unknown} | null)?.messagesPerSecond;
    return typeof rate === 'number' && rate >= 0 ? rate : undefined;
  } catch {
    return undefined; // Not JSON.
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8') as AsyncIterable<string>) {
    body += piece;
    if (body.length > BODY_MAX_BYTES) return '';
  }
  return body;
}
