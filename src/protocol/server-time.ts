/** A server's clock, read from its response. */
export interface ServerTime {
  /** `chat` is Tencent Chat, whose clock sets the times of messages; `backend` is the business server. */
  readonly source: 'chat' | 'backend';
  /** Unix milliseconds, truncated to whole seconds. */
  readonly time: number;
  /** Times of the request and of its response, by `performance.now()`. */
  readonly requestedAt: number;
  readonly respondedAt: number;
}
