import {SocketFaults} from '../socket-faults.ts';

/** What is out of order at the moment. */
export class RtcFaults extends SocketFaults {
  /** Every word of a client is heard so much later, in order. */
  delayMs = 0;
  /** So many of the next attempts to enter a room are refused. */
  failJoins = 0;
  /** Whether the recorded host stands in for one who is away. */
  loop = true;
  /** Unix seconds by user: signatures made before are expired. */
  readonly signaturesFrom = new Map<string, number>();

  override restore(): void {
    super.restore();
    this.delayMs = 0;
    this.failJoins = 0;
    this.loop = true;
    this.signaturesFrom.clear();
  }
}
