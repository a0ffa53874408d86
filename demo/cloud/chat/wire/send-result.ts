/** The response to a sent message. A dropped message has no place in the room: its `MsgSeq` is 0. */
export interface SendResult {
  readonly MsgTime: number;
  readonly MsgSeq: number;
  /** Why the message was dropped. The SDK logs it and reports success. */
  readonly MsgDropReason?: string;
}
