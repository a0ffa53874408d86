import {createHash} from 'node:crypto';
import {Agent as HttpAgent, request as httpRequest, type ClientRequest, type RequestOptions} from 'node:http';
import {Agent as HttpsAgent, request as httpsRequest} from 'node:https';
import {isBody, type Body} from '../wire/body.ts';
import type {Origin} from '../wire/origin.ts';

export interface CallbackTarget {
  /** Called before every callback; undefined means that none is sent. */
  readonly url: () => string | undefined;
  /** A token signs every callback. */
  readonly token: string | undefined;
  readonly sdkAppId: number;
  /** Timeout of a response in milliseconds. Default: the timeout of Tencent's service. */
  readonly timeoutMs: number | undefined;
}

const TENCENT_TIMEOUT_MS = 2_000;
const MAX_RESPONSE_BYTES = 256 * 1_024;

/** Posts callbacks to the business server as Tencent does, over keep-alive connections. */
export class CallbackClient {
  readonly timeoutMs: number;
  readonly #target: CallbackTarget;
  readonly #agents = {http: new HttpAgent({keepAlive: true}), https: new HttpsAgent({keepAlive: true})};
  readonly #running = new Set<ClientRequest>();

  constructor(target: CallbackTarget) {
    this.#target = target;
    this.timeoutMs = target.timeoutMs ?? TENCENT_TIMEOUT_MS;
  }

  get enabled(): boolean {
    return this.#target.url() !== undefined;
  }

  /** @returns The response; rejects on a timeout or an invalid response. */
  async post(command: string, body: Body, origin: Origin): Promise<Body> {
    const url = this.#target.url();
    if (url === undefined) throw new Error('no callback URL is set');
    const address = `${url}?${this.#query(command, origin)}`;
    const content = Buffer.from(JSON.stringify({CallbackCommand: command, ...body}));
    const text = await this.#exchange(address, content);
    const response: unknown = JSON.parse(text);
    if (!isBody(response)) throw new Error('the response is not a JSON object');
    return response;
  }

  close(): void {
    for (const request of this.#running) request.destroy();
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #query(command: string, {address, platform}: Origin): string {
    const {token, sdkAppId} = this.#target;
    const query = new URLSearchParams({
      SdkAppid: String(sdkAppId),
      CallbackCommand: command,
      contenttype: 'json',
      ClientIP: address,
      OptPlatform: platform,
    });
    if (token) {
      const time = String(Math.floor(Date.now() / 1_000));
      query.set('Sign', signCallback(token, time));
      query.set('RequestTime', time);
    }
    return query.toString();
  }

  #exchange(address: string, content: Buffer): Promise<string> {
    const secure = address.startsWith('https:');
    const options: RequestOptions = {
      method: 'POST',
      agent: secure ? this.#agents.https : this.#agents.http,
      headers: {'content-type': 'application/json', 'content-length': content.length},
    };
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => request.destroy(new Error(`no response within ${this.timeoutMs} ms`)),
        this.timeoutMs,
      );
      let request: ClientRequest;
      const fail = (error: Error) => {
        clearTimeout(late);
        reject(error);
      };
      const send = () => {
        const sent = secure ? httpsRequest(address, options) : httpRequest(address, options);
        request = sent;
        this.#running.add(sent);
        sent.on('close', () => this.#running.delete(sent));
        sent.on('error', (error: NodeJS.ErrnoException) => {
          // The server closed the idle connection at the same moment and received nothing: the request is repeated.
          if (sent.reusedSocket && error.code === 'ECONNRESET') return send();
          fail(error);
        });
        sent.on('response', (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > MAX_RESPONSE_BYTES) sent.destroy(new Error('the response is too large'));
            else chunks.push(chunk);
          });
          response.on('error', fail); // The response was cut.
          response.on('end', () => {
            clearTimeout(late);
            if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
            else reject(new Error(`status ${response.statusCode}`));
          });
        });
        sent.end(content);
      };
      send();
    });
  }
}

/** `Sign` of a callback: the hex SHA-256 of the console's token and the `RequestTime`. */
export function signCallback(token: string, requestTime: string): string {
  return createHash('sha256')
    .update(token + requestTime)
    .digest('hex');
}
