import {signUserSig, type SigningKey} from './user-sig.ts';
import {PUBLISH, signPrivateMapKey, WATCH} from './private-map-key.ts';
import {newMediaId} from './user-id.ts';

/** A sign-in to Tencent Chat. */
export interface Signed {
  readonly userId: string;
  readonly userSig: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** A sign-in to the room's video (TRTC). */
export interface MediaSignIn {
  readonly userId: string;
  readonly userSig: string;
  readonly roomId: string;
  readonly privateMapKey: string;
}

/** Makes signatures for users of Chat and TRTC. `RestClient` makes its administrator's signature itself. */
export class Signatures {
  readonly #key: SigningKey;
  readonly #lifetimeS: number;

  constructor(key: SigningKey, lifetimeS: number) {
    this.#key = key;
    this.#lifetimeS = lifetimeS;
  }

  get key(): SigningKey {
    return this.#key;
  }

  sign(userId: string): Signed {
    const now = unixNow();
    const userSig = signUserSig(this.#key, userId, {expiresInS: this.#lifetimeS, now});
    return {userId, userSig, expiresAt: now + this.#lifetimeS};
  }

  /**
   * For watching in one tab. Each tab gets its own media id, because TRTC removes the earlier of two users with the
   * same id.
   */
  signWatching(base: string, roomId: string): MediaSignIn {
    return this.#signMedia(newMediaId(base), roomId, WATCH);
  }

  /** For the host, to publish video. */
  signPublishing(userId: string, roomId: string): MediaSignIn {
    return this.#signMedia(userId, roomId, PUBLISH);
  }

  #signMedia(userId: string, roomId: string, rights: number): MediaSignIn {
    const expiresInS = this.#lifetimeS;
    const privateMapKey = signPrivateMapKey(this.#key, {userId, roomId, rights, expiresInS});
    return {userId, userSig: this.sign(userId).userSig, roomId, privateMapKey};
  }
}

function unixNow(): number {
  return Math.floor(Date.now() / 1000);
}
