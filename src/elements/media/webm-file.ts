/** Reads and cleans WebM files, finished or as a browser records them: https://www.rfc-editor.org/rfc/rfc9559 */
import {latin1, viewOf, type Bytes} from './picture-file.js';

interface Element {
  readonly id: number;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Maximum number of elements; a video of 60 s has some thousands. */
const ELEMENTS_MAX = 1_000_000;

/** Maximum length of a last block whose own length is unknown, s. */
const LAST_BLOCK_MAX_S = 1;

const ID = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  track: 0xae,
  cluster: 0x1f43b675,
  group: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
  timestamp: 0xe7,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxer: 0x4d80,
  writer: 0x5741,
  trackNumber: 0xd7,
  trackType: 0x83,
  defaultDuration: 0x23e383,
  codecPrivate: 0x63a2,
  blockDuration: 0x9b,
} as const;

const [VIDEO, AUDIO] = [1, 2];

/**
 * Elements whose children are read. Segment and clusters of a recording have no known size, so all elements are read as
 * one flat list.
 */
const PARENT_ELEMENTS: ReadonlySet<number> = new Set([ID.segment, ID.info, ID.tracks, ID.cluster, ID.group]);

/** Elements that are needed for playback: of the flat list, and of a track. */
const KEPT_ELEMENTS: ReadonlySet<number> = new Set([
  ID.header, ID.timestamp, ID.timestampScale, ID.duration, ID.muxer, ID.writer, ID.block, ID.simpleBlock, ID.blockDuration,
  0x114d9b74, // SeekHead
  0x1c53bb6b, // Cues
  0xa7, 0xab, // Position, PrevSize
  0xfb, 0x75a2, 0x75a1, // ReferenceBlock, DiscardPadding, BlockAdditions: transparency
]); // prettier-ignore
const KEPT_TRACK_ELEMENTS: ReadonlySet<number> = new Set([
  0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383, 0x234e7a, 0x23314f, 0x55ee, 0x22b59c, 0x86, 0x63a2,
  0xaa, 0x56aa, 0x56bb, 0xe0, 0xe1, 0x6d80,
]); // prettier-ignore

/** Reads the elements between two positions, including children of opened ones. Stops at truncated data. */
function* elementsIn(bytes: Bytes, from: number, to: number): Generator<Element> {
  for (let at = from, count = 0; at + 2 <= to; count += 1) {
    if (count > ELEMENTS_MAX) throw new RangeError('the WebM file has too many elements');
    const idLength = Math.clz32(bytes[at]!) - 23;
    if (idLength > 4) return;
    const sizeAt = at + idLength;
    const sizeLength = sizeAt < to ? Math.clz32(bytes[sizeAt]!) - 23 : 9;
    const body = sizeAt + sizeLength;
    if (sizeLength > 8 || body > to) return;
    const id = number(bytes, at, sizeAt);
    const size = vint(bytes, sizeAt, body);
    const isUnknown = size === 2 ** (7 * sizeLength) - 1 || size >= 2 ** 53;
    if (isUnknown && !PARENT_ELEMENTS.has(id)) return;
    const end = isUnknown ? to : Math.min(to, body + size);
    yield {id, start: at, body, end};
    at = PARENT_ELEMENTS.has(id) ? body : end;
  }
}

/** Reads a number whose first bit that is set gives its length in bytes. */
function vint(bytes: Bytes, from: number, to: number): number {
  return (bytes[from]! & (0xff >> (to - from))) * 256 ** (to - from - 1) + number(bytes, from + 1, to);
}

function number(bytes: Bytes, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 256 + bytes[at]!;
  return value;
}

interface Track {
  readonly type: number;
  /** Length of a block, s; 0 if unknown. */
  readonly blockSeconds: number;
  last: number | undefined;
  gap: number;
}

function readTrack(bytes: Bytes, {body, end}: Element): {readonly number: number; readonly track: Track} {
  const found = new Map<number, number>();
  for (const {id, body: from, end: to} of elementsIn(bytes, body, end)) {
    if (to - from <= 8) found.set(id, number(bytes, from, to));
  }
  const blockSeconds = (found.get(ID.defaultDuration) ?? 0) / 1e9;
  return {
    number: found.get(ID.trackNumber) ?? 0,
    track: {type: found.get(ID.trackType) ?? 0, blockSeconds, last: undefined, gap: 0},
  };
}

/** Length of a video by its blocks, s. Undefined without blocks. Throws if the file is no WebM. */
export function webmDuration(bytes: Bytes): number | undefined {
  requireWebm(bytes);
  const tracks = new Map<number, Track>();
  let scale = 1e-3;
  let cluster = 0;
  let first = Infinity;
  let end = 0;
  for (const element of elementsIn(bytes, 0, bytes.length)) {
    const {id, body, end: to} = element;
    if (id === ID.timestampScale) scale = number(bytes, body, to) / 1e9;
    else if (id === ID.timestamp) cluster = number(bytes, body, to);
    else if (id === ID.track) {
      const {number: trackNumber, track} = readTrack(bytes, element);
      tracks.set(trackNumber, track);
    } else if (id === ID.blockDuration) end = Math.max(end, lastOf(tracks) + number(bytes, body, to) * scale);
    else if ((id === ID.simpleBlock || id === ID.block) && to - body >= 4) {
      const {trackNumber, headerEnd} = trackOf(bytes, body);
      const track = tracks.get(trackNumber);
      if (!track || headerEnd + 2 > to) continue;
      const time = (cluster + viewOf(bytes).getInt16(headerEnd)) * scale;
      if (track.last !== undefined && time > track.last) track.gap = time - track.last;
      track.last = Math.max(track.last ?? 0, time);
      first = Math.min(first, time);
      end = Math.max(end, time + Math.min(LAST_BLOCK_MAX_S, track.blockSeconds || track.gap));
    }
  }
  return end > first ? end - first : undefined;
}

function lastOf(tracks: ReadonlyMap<number, Track>): number {
  return Math.max(0, ...[...tracks.values()].map(({last = 0}) => last));
}

/** Reads the track number at the beginning of a block. */
function trackOf(bytes: Bytes, body: number): {readonly trackNumber: number; readonly headerEnd: number} {
  const length = Math.min(8, Math.clz32(bytes[body]!) - 23);
  return {trackNumber: vint(bytes, body, body + length), headerEnd: body + length};
}

/**
 * Removes metadata of a video in place: tags, titles, dates, attachments, chapters, names, and all tracks except picture and
 * sound. Bytes that are played keep their position.
 *
 * @returns The number of bytes to keep.
 * @throws If the file is no WebM.
 */
export function cleanWebm(bytes: Bytes): number {
  requireWebm(bytes);
  const keptTracks = new Set<number>();
  let end = 0;
  for (const element of elementsIn(bytes, 0, bytes.length)) {
    const {id, body, end: to} = element;
    end = PARENT_ELEMENTS.has(id) ? Math.max(end, body) : Math.max(end, to);
    if (PARENT_ELEMENTS.has(id)) continue;
    if (id === ID.track) {
      const {number: name, track} = readTrack(bytes, element);
      if (track.type !== VIDEO && track.type !== AUDIO) voidElement(bytes, element);
      else {
        keptTracks.add(name);
        for (const child of elementsIn(bytes, body, to)) {
          if (!KEPT_TRACK_ELEMENTS.has(child.id)) voidElement(bytes, child);
          else if (child.id === ID.codecPrivate) cleanComments(bytes, child);
        }
      }
    } else if (!KEPT_ELEMENTS.has(id)) voidElement(bytes, element);
    else if (id === ID.muxer || id === ID.writer) bytes.fill(0, body, to);
    else if (id === ID.block || id === ID.simpleBlock) {
      const {trackNumber, headerEnd} = trackOf(bytes, body);
      if (!keptTracks.has(trackNumber)) bytes.fill(0, Math.min(to, headerEnd + 3), to);
    }
  }
  return end;
}

function requireWebm(bytes: Bytes): void {
  if (bytes.length < 4 || viewOf(bytes).getUint32(0) !== ID.header) throw new Error('the file is no WebM file');
}

const VORBIS_COMMENTS = '\x03vorbis';

/**
 * Clears the comments (software, titles, places) of Vorbis, which are between the two packets that decoding needs. The data has
 * the number of packets less one, the lengths of all packets but the last, then the packets. The comments become one vendor name
 * of zeros with the same length.
 */
function cleanComments(bytes: Bytes, {body, end}: Element): void {
  if (bytes[body] !== 2) return;
  let at = body + 1;
  const lengths = [0, 0].map(() => {
    let length = 0;
    let byte: number;
    do length += byte = at < end ? bytes[at++]! : 0;
    while (byte === 255);
    return length;
  });
  const from = at + lengths[0]!;
  const to = from + lengths[1]!;
  const vendor = from + VORBIS_COMMENTS.length + 4;
  if (to > end || vendor + 5 > to || latin1(bytes, from, VORBIS_COMMENTS.length) !== VORBIS_COMMENTS) return;
  bytes.fill(0, vendor, to);
  viewOf(bytes).setUint32(vendor - 4, to - vendor - 5, true); // Leaves 4 bytes for the number of comments, 0, and the last byte.
  bytes[to - 1] = 1;
}

/** Turns an element into a Void element of the same length, which players skip. */
function voidElement(bytes: Bytes, {start, end}: Element): void {
  const size = end - start - 2;
  bytes.fill(0, start, end);
  bytes[start] = 0xec;
  if (size <= 126) bytes[start + 1] = 0x80 | size;
  else {
    bytes[start + 1] = 0x01;
    viewOf(bytes).setUint32(start + 5, size - 7);
  }
}
