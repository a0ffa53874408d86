import type {Backend} from '../../backend/backend.js';
import {throwIfAborted} from '../../protocol/abort.js';
import type {RtcAccess} from '../playback/rtc-access.js';
import type {ConnectionResources} from './connection-resources.js';
import {profileOf, resolveIdentity, type Identity, type JoinOptions} from './identity.js';

/** The viewer of one connection: a guest, or a user whose signature may be renewed. */
export class ViewerIdentity {
  /** The options of the next `resolve`. */
  options: JoinOptions;
  /** Time of the last signature, by `performance.now()`. */
  signedInAt = 0;
  /** The business server with the viewer's token. Undefined without one. */
  backend: Backend | undefined;
  readonly #resources: ConnectionResources;
  #identity: Identity | undefined;

  constructor(options: JoinOptions, resources: ConnectionResources) {
    this.options = options;
    this.#resources = resources;
  }

  /** Unix seconds. Undefined if the signature does not expire or cannot be renewed. */
  get expiresAt(): number | undefined {
    return this.isRenewable ? this.#identity?.credentials?.expiresAt : undefined;
  }

  /** True if the page or the business server can give a new signature. */
  get isRenewable(): boolean {
    const {credentials, apiUrl} = this.options;
    return typeof credentials === 'function' || (!credentials && !!apiUrl);
  }

  /** Resolves the viewer's identity from the page or the business server. */
  async resolve(options = this.options): Promise<Identity> {
    const {clock, signal} = this.#resources;
    const identity = await resolveIdentity(options, signal, (time) => clock.addServerTime(time));
    throwIfAborted(signal);
    this.signedInAt = performance.now();
    return identity;
  }

  /** Makes this the viewer of the session. A viewer without credentials is a guest. */
  set(identity: Identity): void {
    const {backend, credentials, account} = identity;
    const {store} = this.#resources;
    this.#identity = identity;
    this.backend = backend;
    store.apply('viewer', credentials && profileOf(credentials));
    store.apply('account', credentials && account);
  }

  /** Access to the room's video by TRTC. With `renew`, the signatures are renewed if they can be. */
  async rtcAccess(renew: boolean): Promise<RtcAccess> {
    if (renew && this.isRenewable) this.#identity = await this.resolve();
    const {sdkAppId, rtc, rtcServer} = this.#identity!;
    const {rtcSdkSrc: sdkSrc, rtcServer: ownServer = rtcServer} = this.options;
    return {sdkAppId, rtc, rtcServer: ownServer, sdkSrc};
  }
}
