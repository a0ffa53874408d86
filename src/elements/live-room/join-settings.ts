import {toJson} from '../../protocol/json.js';
import type {CredentialsSource, JoinOptions} from '../../session/connection/identity.js';
import type {Credentials} from '../../session/session.js';

/** Properties of a room that affect its connection. The room joins again when one of them changes. */
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
  readonly chatSdkSrc: string;
  readonly rtcSdkSrc: string;
  readonly credentials: CredentialsSource | undefined;
}

const NAMES = [
  ...(['roomId', 'apiUrl', 'sdkAppId', 'userId', 'guest', 'credentials'] as const),
  ...(['imServer', 'rtcServer', 'streamUrl', 'chatSdkSrc', 'rtcSdkSrc'] as const),
];

/** The current settings of a room. `userSig` is not a public property of the room. */
export function joinSettings(room: Omit<JoinSettings, 'userSig'>, userSig: string): JoinSettings {
  return {...(Object.fromEntries(NAMES.map((name) => [name, room[name]])) as unknown as typeof room), userSig};
}

/** @param room Its `credentials` may be another function when the signature has expired. */
export function joinOptions(settings: JoinSettings, room: Pick<JoinSettings, 'credentials'>): JoinOptions {
  const {roomId, apiUrl, sdkAppId, userId, userSig, guest, imServer, rtcServer, streamUrl, credentials} = settings;
  const {chatSdkSrc, rtcSdkSrc} = settings;
  const fromAttributes = userId && userSig ? {sdkAppId: sdkAppId ?? 0, userId, userSig} : undefined;
  return {
    roomId,
    apiUrl: apiUrl || undefined,
    credentials:
      typeof credentials === 'function'
        ? () => (room.credentials as () => Promise<Credentials>)()
        : (credentials ?? fromAttributes),
    guest,
    sdkAppId,
    imServer: imServer || undefined,
    rtcServer: rtcServer || undefined,
    streamUrl: streamUrl || undefined,
    chatSdkSrc: chatSdkSrc || undefined,
    rtcSdkSrc: rtcSdkSrc || undefined,
  };
}

/**
 * Compares by content, because frameworks create new objects and functions in every render. These must not cause
 * another join.
 */
export function isSameSettings(one: JoinSettings, other: JoinSettings): boolean {
  return Object.entries(one).every(([name, value]) => isSameValue(value, other[name as keyof JoinSettings]));
}

function isSameValue(value: unknown, other: unknown): boolean {
  return typeof value === typeof other && (typeof value === 'function' || toJson(value) === toJson(other));
}
