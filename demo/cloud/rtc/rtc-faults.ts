import {SocketFaults} from '../socket-faults.ts';

/** The active faults. */
export class RtcFaults extends SocketFaults {
  /** Frames of clients are processed this much later, in order. */
  delayMs = 0;
  /** The number of next joins that are refused. */
  failJoins = 0;
  /** True if the recorded host publishes while the real one is away. */
  loop = true;
  /** Unix seconds by user: earlier signatures are treated as expired. */
  readonly signaturesFrom = new Map<string, number>();

  override restore(): void {
    super.restore();
    this.delayMs = 0;
    this.failJoins = 0;
    this.loop = true;
    this.signaturesFrom.clear();
  }
}
