/** The chat driver of the service in memory. */
import type {Credentials, GroupInfo, ChatDriver, JoinRequest} from '../../../src/drivers/chat-driver.js';
import type {Profile} from '../../../src/drivers/profile.js';
import type {FileMessage, OutgoingComment, SendReceipt, SentFile} from '../../../src/drivers/outgoing-messages.js';
import type {PrivateChatDriver, PrivateChatSink} from '../../../src/drivers/private-chat-driver.js';
import {LiveError} from '../../../src/protocol/errors.js';
import {throwIfAborted} from '../../../src/protocol/abort.js';
import type {MemoryService} from './memory-service.js';

export class MemoryDriver implements ChatDriver {
  readonly #service: MemoryService;
  #request: JoinRequest | undefined;

  constructor(service: MemoryService) {
    this.#service = service;
  }

  async join(request: JoinRequest): Promise<GroupInfo> {
    this.#service.joins.push(request);
    await this.#service.joinsWaitFor?.promise;
    throwIfAborted(request.signal);
    this.#service.enter(request);
    if (this.#request) this.#service.exit(this.#request);
    this.#request = request;
    queueMicrotask(() => {
      this.#service.read(request);
      this.#service.onJoin?.(request);
    });
    const {title, notice, ownerId, speakingDisabled} = this.#service.facts;
    return Object.fromEntries(
      Object.entries({title, notice, ownerId, speakingDisabled}).filter(([, value]) => value !== undefined),
    );
  }

  async renew(credentials: Credentials | undefined): Promise<void> {
    const request = this.#require();
    this.#service.exit(request);
    await this.join({...request, credentials});
  }

  async say(comment: OutgoingComment): Promise<SendReceipt> {
    const request = this.#require();
    if (!request.credentials) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    await this.#service.commentsWaitFor?.promise;
    if (this.#service.commentError) throw this.#service.commentError;
    this.#service.requireUnmuted(request);
    return this.#service.say(request, comment);
  }

  async sendFile({kind, file, onProgress, signal}: FileMessage): Promise<SentFile> {
    const request = this.#require();
    if (!request.credentials) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    onProgress(0.5);
    const cancelled = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true});
    });
    await Promise.race([this.#service.commentsWaitFor?.promise, cancelled]);
    if (this.#service.commentError) throw this.#service.commentError;
    return this.#service.sendFile(request, kind, file);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- It must reject, like the real one.
  async like(count: number): Promise<void> {
    const request = this.#require();
    if (!request.credentials) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    if (this.#service.likeError) throw this.#service.likeError;
    this.#service.requireUnmuted(request);
    this.#service.like(request, count);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- It must reject, like the real one.
  async onlineCount(): Promise<number> {
    this.#require();
    return this.#service.online;
  }

  async privateChats(sink: PrivateChatSink, signal: AbortSignal): Promise<PrivateChatDriver> {
    const {credentials} = this.#require();
    if (!credentials) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    await Promise.resolve();
    return this.#service.private.driver(credentials.userId, sink, signal, () => this.#service.profiles);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- As above.
  async profile(userId: string): Promise<Profile | undefined> {
    if (!this.#require().credentials) return undefined;
    return this.#service.profiles.find((profile) => profile.userId === userId);
  }

  leave(): Promise<void> {
    if (this.#request) this.#service.exit(this.#request);
    this.#request = undefined;
    return Promise.resolve();
  }

  #require(): JoinRequest {
    if (!this.#request) throw new LiveError('NOT_JOINED', 'the room is not joined');
    return this.#request;
  }
}
