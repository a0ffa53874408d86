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

/** A sign-in to the room's picture (TRTC). */
export interface MediaSignIn {
  readonly userId: string;
  readonly userSig: string;
  readonly roomId: string;
  readonly privateMapKey: string;
}

/** Signs users of Chat and TRTC in, for the lifetime that the settings name. `RestClient` signs its own administrator in. */
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

  /** One tab's, to watch: under an id of its own, since TRTC knows no two of one name. */
  signWatching(base: string, roomId: string): MediaSignIn {
    return this.#signMedia(newMediaId(base), roomId, WATCH);
  }

  /** The host's own, to go on air. */
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
