/** A server told its time in the answer to a request. */
export interface ServerTime {
  /** `chat` is Tencent Chat, whose times the messages carry; `backend` is the business server. */
  readonly from: 'chat' | 'backend';
  /** Unix milliseconds, cut to whole seconds. */
  readonly time: number;
  /** By `performance.now()`. */
  readonly askedAt: number;
  readonly answeredAt: number;
}
