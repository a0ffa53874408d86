/** Access to a room's video by TRTC, from the business server or the page. Not validated. */
export interface RtcAccess {
  readonly sdkAppId: number;
  /** `{userId, userSig, roomId, privateMapKey?}`. Undefined if no server signs viewers in to TRTC. */
  readonly rtc: unknown;
  /** `ws(s)://host/path` of a proxy to TRTC. Default: TRTC's own hosts. */
  readonly rtcServer: unknown;
  /** Address of TRTC's SDK. Default: the package's own copy. */
  readonly sdkSrc?: string | undefined;
}

export interface RtcAccessOptions {
  /** Renews the signatures, if they can be renewed. */
  readonly renew?: boolean;
}
