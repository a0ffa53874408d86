import {createHash} from 'node:crypto';
import {Agent as HttpAgent, request as httpRequest, type ClientRequest, type RequestOptions} from 'node:http';
import {Agent as HttpsAgent, request as httpsRequest} from 'node:https';
import {isBody, type Body} from './body.ts';

/** Where a request came from, as callbacks tell it (`ClientIP`, `OptPlatform`). */
export interface Origin {
  readonly platform: 'Web' | 'RESTAPI';
  readonly address: string;
}

export interface CallbackTarget {
  /** Asked before every call; undefined while there is nobody to call. */
  readonly url: () => string | undefined;
  /** With a token every call is signed. */
  readonly token: string | undefined;
  readonly sdkAppId: number;
  /** Time limit of a response, ms. Default: the time limit of Tencent's service. */
  readonly timeoutMs: number | undefined;
}

const TENCENT_TIMEOUT_MS = 2_000;
const MAX_ANSWER_BYTES = 256 * 1_024;

/** Posts callbacks to the business server as Tencent does, over connections that are kept open. */
export class CallbackClient {
  readonly timeoutMs: number;
  readonly #target: CallbackTarget;
  readonly #agents = {http: new HttpAgent({keepAlive: true}), https: new HttpsAgent({keepAlive: true})};
  readonly #running = new Set<ClientRequest>();

  constructor(target: CallbackTarget) {
    this.#target = target;
    this.timeoutMs = target.timeoutMs ?? TENCENT_TIMEOUT_MS;
  }

  get wanted(): boolean {
    return this.#target.url() !== undefined;
  }

  /** The answer; rejects when none came in time or it is none. */
  async post(command: string, body: Body, origin: Origin): Promise<Body> {
    const url = this.#target.url();
    if (url === undefined) throw new Error('there is no callback address');
    const address = `${url}?${this.#query(command, origin)}`;
    const content = Buffer.from(JSON.stringify({CallbackCommand: command, ...body}));
    const text = await this.#exchange(address, content);
    const answer: unknown = JSON.parse(text);
    if (!isBody(answer)) throw new Error('the answer is not a JSON object');
    return answer;
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
      const {timeoutMs} = this;
      const late = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
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
          // A kept connection that the server closed at this very moment: nothing was heard, so it is said anew.
          if (sent.reusedSocket && error.code === 'ECONNRESET') return send();
          fail(error);
        });
        sent.on('response', (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > MAX_ANSWER_BYTES) sent.destroy(new Error('the answer is too large'));
            else chunks.push(chunk);
          });
          response.on('error', fail); // The answer broke off.
          response.on('end', () => {
            clearTimeout(late);
            if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
            else reject(new Error(`answered ${response.statusCode}`));
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
