/** The way to a room's picture, as the business server or the page told it: nobody has looked at it yet. */
export interface PictureEntrance {
  readonly sdkAppId: number;
  /** `{userId, userSig, roomId, privateMapKey?}`; undefined where nobody signs viewers in to TRTC. */
  readonly rtc: unknown;
  /** `ws(s)://host/path` of a proxy to TRTC; TRTC's own hosts unless given. */
  readonly rtcServer: unknown;
}
