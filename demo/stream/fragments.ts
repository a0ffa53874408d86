/** A fragmented MP4 taken apart: what begins it, and each fragment with its length. ISO/IEC 14496-12. */

export interface Fragment {
  readonly bytes: Buffer;
  readonly seconds: number;
}

export interface Fragments {
  /** `ftyp` and `moov`. */
  readonly init: Buffer;
  /** Each `moof` with its `mdat`. */
  readonly fragments: readonly Fragment[];
}

interface Box {
  readonly type: string;
  /** From the box's first byte. */
  readonly bytes: Buffer;
}

const HEAD_BYTES = 8;
/** Of a box that has a version and flags. */
const FULL_BYTES = 12;

/** @throws for what is no fragmented MP4 */
export function readFragments(file: Buffer): Fragments {
  const boxes = [...boxesIn(file)];
  const first = boxes.findIndex(({type}) => type === 'moof');
  if (first < 1) throw new Error('this is no fragmented MP4');
  const init = Buffer.concat(boxes.slice(0, first).map(({bytes}) => bytes));
  const timescale = timescaleOf(init);
  const fragments: Fragment[] = [];
  for (let at = first; at + 1 < boxes.length; at += 2) {
    const [moof, mdat] = [boxes[at]!, boxes[at + 1]!];
    fragments.push({bytes: Buffer.concat([moof.bytes, mdat.bytes]), seconds: lengthOf(moof) / timescale});
  }
  return {init, fragments};
}

function* boxesIn(bytes: Buffer, from = 0): Generator<Box> {
  for (let at = from; at + HEAD_BYTES <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length < HEAD_BYTES || at + length > bytes.length) return;
    yield {type: bytes.toString('latin1', at + 4, at + 8), bytes: bytes.subarray(at, at + length)};
    at += length;
  }
}

function find(bytes: Buffer, path: readonly string[], from = 0): Buffer | undefined {
  const [type, ...rest] = path;
  const box = [...boxesIn(bytes, from)].find((other) => other.type === type);
  return box && (rest.length ? find(box.bytes, rest, HEAD_BYTES) : box.bytes);
}

/** Ticks a second of the first track, which is the picture. */
function timescaleOf(init: Buffer): number {
  const mdhd = find(init, ['moov', 'trak', 'mdia', 'mdhd']);
  if (!mdhd) throw new Error('the MP4 has no track');
  return mdhd.readUInt32BE(mdhd[HEAD_BYTES] === 1 ? 28 : 20);
}

/** Ticks of the first track's samples: each has its own duration. */
function lengthOf({bytes}: Box): number {
  const trun = find(bytes, ['traf', 'trun'], HEAD_BYTES);
  if (!trun) return 0;
  const flags = trun.readUInt32BE(HEAD_BYTES) & 0xff_ffff;
  const samples = trun.readUInt32BE(FULL_BYTES);
  const each = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  let at = FULL_BYTES + 4 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  let ticks = 0;
  for (let sample = 0; sample < samples; sample++, at += each) ticks += flags & 0x100 ? trun.readUInt32BE(at) : 0;
  return ticks;
}
