import type {ChatSDK} from '@tencentcloud/chat';
import {throwIfAborted, withTimeout} from '../../protocol/abort.js';
import {toJson} from '../../protocol/json.js';
import type {ServerTime} from '../../protocol/server-time.js';
import type {Credentials} from '../chat-driver.js';
import type {JoinedRoom} from './joined-room.js';
import type {TencentSdk} from './tencent-sdk.js';
import type {SdkRejections} from './sdk-rejections.js';
import {toLiveError} from './tencent-chat-errors.js';
import {SDK_TIMEOUT_MS, settleWithin, timeoutError} from './tencent-chat-responses.js';

/** Longest wait for the profile update before the join. */
const PROFILE_TIMEOUT_MS = 3_000;

/** Signs the SDK in as a room's viewer, and out again for a guest. */
export class SignIn {
  readonly #sdk: TencentSdk;
  readonly #rejections: SdkRejections;
  #pendingLogin: Promise<unknown> | undefined;
  /** The profile that was written last, as JSON. */
  #writtenProfile = '';
  #serverTime: ServerTime | undefined;

  constructor(sdk: TencentSdk, rejections: SdkRejections) {
    this.#sdk = sdk;
    this.#rejections = rejections;
  }

  /** The service's time at the last login. */
  get serverTime(): ServerTime | undefined {
    return this.#serverTime;
  }

  /** @param closed Aborted when the SDK is closed. */
  async signIn(chat: ChatSDK, {credentials, signal}: JoinedRoom, closed: AbortSignal): Promise<void> {
    // The SDK refuses a second login while that of a superseded connection is pending.
    await this.#pendingLogin?.catch(() => undefined);
    throwIfAborted(signal);
    const current = chat.getLoginUser();
    if (current && current === credentials?.userId) return this.#writeProfile(chat, credentials);
    if (current) await chat.logout();
    throwIfAborted(signal);
    if (!credentials) return;
    const login = (this.#pendingLogin = this.#logIn(chat, credentials, closed));
    try {
      await login;
    } catch (reason) {
      this.#rejections.markSignedOut(); // After some refusals the SDK reconnects and sends requests.
      throw reason;
    } finally {
      if (this.#pendingLogin === login) this.#pendingLogin = undefined;
    }
    await this.#writeProfile(chat, credentials);
  }

  /** Forgets the pending login of a closed SDK. */
  reset(): void {
    this.#pendingLogin = undefined;
  }

  async #logIn(chat: ChatSDK, {userId, userSig}: Credentials, closed: AbortSignal): Promise<void> {
    const ready = new AbortController();
    const isReady = new Promise<void>((resolve) => {
      const listener = () => resolve();
      chat.on(this.#sdk.EVENT.SDK_READY, listener);
      ready.signal.addEventListener('abort', () => chat.off(this.#sdk.EVENT.SDK_READY, listener), {once: true});
    });
    const requestedAt = performance.now();
    const login = chat.login({userID: userId, userSig}).then(({data}: {data?: {timeStamp?: unknown}}) => {
      // NaN for a second login of the same user: the SDK does not send it.
      const time = Number(data?.timeStamp) * 1_000;
      if (time > 0) this.#serverTime = {source: 'chat', time, requestedAt, respondedAt: performance.now()};
      return chat.isReady() ? undefined : isReady;
    });
    try {
      await withTimeout(SDK_TIMEOUT_MS, closed, login, timeoutError('signing in'));
    } catch (reason) {
      throw toLiveError(reason, 'JOIN_FAILED', 'cannot sign in to Tencent Chat');
    } finally {
      ready.abort();
    }
  }

  /**
   * Writes the name from the page to the service's profile, so that other viewers see it. A failure does not stop the
   * join.
   */
  async #writeProfile(chat: ChatSDK, {userId, nick, avatar, writesProfile}: Credentials): Promise<void> {
    const profile = {...(nick && {nick}), ...(avatar && {avatar})};
    const written = toJson([userId, profile]);
    if (!writesProfile || written === this.#writtenProfile) return;
    this.#writtenProfile = written;
    await settleWithin(chat.updateMyProfile(profile), PROFILE_TIMEOUT_MS);
  }
}
