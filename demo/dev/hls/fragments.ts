/** Reads a fragmented MP4 and shifts its fragments in time, so that the loop has one timeline. ISO/IEC 14496-12. */

export interface Fragment {
  readonly bytes: Buffer;
  /** From the start of this fragment to the start of the next one. */
  readonly seconds: number;
}

export interface Fragments {
  /** `ftyp` and `moov`. */
  readonly init: Buffer;
  /** Each `moof` with its `mdat`. Every track fills the fragment to its end. */
  readonly fragments: readonly Fragment[];
}

interface Box {
  readonly type: string;
  /** Offset from the first byte of the box. */
  readonly bytes: Buffer;
}

const HEAD_BYTES = 8;
/** Bytes of the header of a box with version and flags. */
const FULL_BYTES = 12;

/** @throws if the file is not a fragmented MP4 */
export function readFragments(file: Buffer): Fragments {
  const boxes = [...boxesIn(file)];
  const first = boxes.findIndex(({type}) => type === 'moof');
  if (first < 1) throw new Error('the file is no fragmented MP4');
  const init = Buffer.concat(boxes.slice(0, first).map(({bytes}) => bytes));
  const timescales = timescalesOf(init);
  const parts: Buffer[] = [];
  for (let at = first; at + 1 < boxes.length; at += 2)
    parts.push(Buffer.concat([boxes[at]!.bytes, boxes[at + 1]!.bytes]));
  const starts = parts.map((bytes) => spansOf(bytes, timescales).map(({from}) => from));
  const fragments = parts.map((bytes, index) => {
    const next = starts[index + 1];
    const seconds = next ? next[0]! - starts[index]![0]! : lengthOf(bytes, timescales);
    // The first fragment follows the last one.
    const ends = next ?? starts[0]!.map((start) => start - starts[0]![0]! + starts[index]![0]! + seconds);
    fill(bytes, ends, timescales);
    return {bytes, seconds};
  });
  return {init, fragments};
}

/** @returns A copy of the fragment that starts `seconds` later. */
export function shift({bytes}: Fragment, seconds: number, timescales: ReadonlyMap<number, number>): Buffer {
  const shifted = Buffer.from(bytes);
  for (const traf of tracksOf(shifted)) {
    const ticks = Math.round(seconds * timescales.get(trackOf(traf))!);
    writeStart(traf, readStart(traf) + ticks);
  }
  return shifted;
}

/** @returns Ticks a second by the number of the track. */
export function timescalesOf(init: Buffer): ReadonlyMap<number, number> {
  const moov = find(init, ['moov']);
  const tracks = moov ? [...boxesIn(moov, HEAD_BYTES)].filter(({type}) => type === 'trak') : [];
  const timescales = tracks.map(({bytes}) => {
    const tkhd = find(bytes, ['tkhd'], HEAD_BYTES)!;
    const mdhd = find(bytes, ['mdia', 'mdhd'], HEAD_BYTES)!;
    const at = (box: Buffer) => (box[HEAD_BYTES] === 1 ? 28 : 20);
    return [tkhd.readUInt32BE(at(tkhd)), mdhd.readUInt32BE(at(mdhd))] as const;
  });
  if (!timescales.length) throw new Error('the MP4 has no track');
  return new Map(timescales);
}

/** @returns For each track of the fragment, when its samples start and end, in seconds. */
export function spansOf(fragment: Buffer, timescales: ReadonlyMap<number, number>): {from: number; to: number}[] {
  return tracksOf(fragment).map((traf) => {
    const timescale = timescales.get(trackOf(traf))!;
    const ticks = durationsOf(traf).reduce((sum, at) => sum + traf.readUInt32BE(at), 0);
    const start = readStart(traf);
    return {from: start / timescale, to: (start + ticks) / timescale};
  });
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

function tracksOf(fragment: Buffer): readonly Buffer[] {
  const moof = find(fragment, ['moof'])!;
  return [...boxesIn(moof, HEAD_BYTES)].filter(({type}) => type === 'traf').map(({bytes}) => bytes);
}

function trackOf(traf: Buffer): number {
  return find(traf, ['tfhd'], HEAD_BYTES)!.readUInt32BE(FULL_BYTES);
}

/** The start of the fragment in ticks of the track. */
function readStart(traf: Buffer): number {
  const tfdt = find(traf, ['tfdt'], HEAD_BYTES)!;
  return tfdt[HEAD_BYTES] === 1 ? Number(tfdt.readBigUInt64BE(FULL_BYTES)) : tfdt.readUInt32BE(FULL_BYTES);
}

function writeStart(traf: Buffer, ticks: number): void {
  const tfdt = find(traf, ['tfdt'], HEAD_BYTES)!;
  // 32 bits are enough for a day of any track here.
  if (tfdt[HEAD_BYTES] === 1) tfdt.writeBigUInt64BE(BigInt(ticks), FULL_BYTES);
  else tfdt.writeUInt32BE(ticks, FULL_BYTES);
}

/** @returns Seconds from the start of the first track, which is the video, to the end of the longest track. */
function lengthOf(fragment: Buffer, timescales: ReadonlyMap<number, number>): number {
  const spans = spansOf(fragment, timescales);
  return Math.max(...spans.map(({to}) => to)) - spans[0]!.from;
}

/** Extends the last sample of each track to the start of the next fragment: a gap may stop a player. */
function fill(fragment: Buffer, ends: readonly number[], timescales: ReadonlyMap<number, number>): void {
  for (const [track, traf] of tracksOf(fragment).entries()) {
    const durations = durationsOf(traf);
    const at = durations.pop();
    if (at === undefined) continue;
    const before = durations.reduce((sum, other) => sum + traf.readUInt32BE(other), 0);
    const ticks = Math.round(ends[track]! * timescales.get(trackOf(traf))!) - readStart(traf) - before;
    if (ticks > 0) traf.writeUInt32BE(ticks, at);
  }
}

/** @returns The offset of each sample's duration within the track's box. */
function durationsOf(traf: Buffer): number[] {
  const trun = find(traf, ['trun'], HEAD_BYTES);
  if (!trun) return [];
  const flags = trun.readUInt32BE(HEAD_BYTES) & 0xff_ffff;
  if (!(flags & 0x100)) return [];
  const each = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  const first = FULL_BYTES + 4 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const offset = trun.byteOffset - traf.byteOffset;
  return Array.from({length: trun.readUInt32BE(FULL_BYTES)}, (_, sample) => offset + first + sample * each);
}
