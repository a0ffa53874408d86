import {toJson} from '../../protocol/json.js';
import type {CredentialsSource, JoinOptions} from '../../session/connection/identity.js';
import type {Credentials} from '../../session/session.js';

/** Properties of a room that its connection depends on: the room joins again when one of them changes. */
export interface JoinSettings {
  readonly roomId: string;
  readonly apiUrl: string;
  readonly sdkAppId: number | undefined;
  readonly userId: string;
  readonly userSig: string;
  readonly guest: boolean;
  readonly imServer: string;
  readonly rtcServer: string;
  readonly streamUrl: string;
  readonly credentials: CredentialsSource | undefined;
}

/** @param callCredentials Calls the function in `credentials`, which the page may have replaced since the join. */
export function joinOptions(settings: JoinSettings, callCredentials: () => Promise<Credentials>): JoinOptions {
  const {roomId, apiUrl, sdkAppId, userId, userSig, guest, imServer, rtcServer, streamUrl, credentials} = settings;
  const fromAttributes = userId && userSig ? {sdkAppId: sdkAppId ?? 0, userId, userSig} : undefined;
  return {
    roomId,
    apiUrl: apiUrl || undefined,
    credentials: typeof credentials === 'function' ? callCredentials : (credentials ?? fromAttributes),
    guest,
    sdkAppId,
    imServer: imServer || undefined,
    rtcServer: rtcServer || undefined,
    streamUrl: streamUrl || undefined,
  };
}

/** Compares by content: frameworks create objects and functions anew with every render, which must not join again. */
export function isSameSettings(one: JoinSettings, other: JoinSettings): boolean {
  return Object.entries(one).every(([name, value]) => isSameValue(value, other[name as keyof JoinSettings]));
}

function isSameValue(value: unknown, other: unknown): boolean {
  return typeof value === typeof other && (typeof value === 'function' || toJson(value) === toJson(other));
}
