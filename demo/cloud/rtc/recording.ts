/** The file format of a recorded host: RTP payloads of audio and video. */
import {gunzipSync, gzipSync} from 'node:zlib';

export interface RecordedPacket {
  readonly track: 'audio' | 'bigVideo';
  /** Milliseconds from the beginning of the recording. */
  readonly at: number;
  /** In ticks of the track's clock, from the beginning of the recording. */
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

/** Packets in the order of sending; the first video packet starts a key frame. */
export interface Recording {
  readonly lengthMs: number;
  readonly packets: readonly RecordedPacket[];
}

const MAGIC = 'LRR1';
/** Track and marker in one byte, then milliseconds, timestamp and length. */
const HEAD_BYTES = 1 + 4 + 4 + 2;
const AUDIO = 1;
const MARKER = 2;

export function writeRecording({lengthMs, packets}: Recording): Buffer {
  const head = Buffer.alloc(8);
  head.write(MAGIC);
  head.writeUInt32BE(lengthMs, 4);
  const parts = packets.flatMap(({track, at, timestamp, marker, payload}) => {
    const packet = Buffer.alloc(HEAD_BYTES);
    packet.writeUInt8((track === 'audio' ? AUDIO : 0) | (marker ? MARKER : 0), 0);
    packet.writeUInt32BE(Math.round(at), 1);
    packet.writeUInt32BE(timestamp, 5);
    packet.writeUInt16BE(payload.length, 9);
    return [packet, payload];
  });
  return gzipSync(Buffer.concat([head, ...parts]), {level: 9});
}

/** @throws If the file is no recording. */
export function readRecording(file: Buffer): Recording {
  const bytes = gunzipSync(file);
  if (bytes.toString('latin1', 0, 4) !== MAGIC)
    throw new Error('the file is not a recording: its magic number is wrong');
  const packets: RecordedPacket[] = [];
  for (let at = 8; at < bytes.length;) {
    const kind = bytes.readUInt8(at);
    const end = at + HEAD_BYTES + bytes.readUInt16BE(at + 9);
    packets.push({
      track: kind & AUDIO ? 'audio' : 'bigVideo',
      at: bytes.readUInt32BE(at + 1),
      timestamp: bytes.readUInt32BE(at + 5),
      marker: (kind & MARKER) !== 0,
      payload: bytes.subarray(at + HEAD_BYTES, end),
    });
    at = end;
  }
  return {lengthMs: bytes.readUInt32BE(4), packets};
}
