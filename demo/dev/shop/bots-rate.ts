import type {IncomingMessage, ServerResponse} from 'node:http';
import {refuse} from '../http/static-files.ts';

const BODY_MAX_BYTES = 1_024;

export interface BotsRateOptions {
  /** Messages a second at the beginning. */
  readonly rate: number;
  readonly max: number;
  /** Whoever has the company. */
  readonly tell: (messagesPerSecond: number) => void;
}

/**
 * How much the made-up company says: GET reads `{messagesPerSecond}`, PUT sets it. A page of another origin would have
 * to ask before it puts, and is not answered.
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
      this.#options.tell(rate);
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
    return undefined; // Not JSON: no rate either.
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
