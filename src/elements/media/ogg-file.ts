/** Cleans Ogg files as browsers record them: https://www.rfc-editor.org/rfc/rfc3533, https://www.rfc-editor.org/rfc/rfc7845 */
import {latin1, viewOf, type Bytes} from './picture-file.js';

interface Page {
  readonly start: number;
  readonly serial: number;
  /** Its packets; the first and the last may be parts of one. */
  readonly packets: readonly {readonly from: number; readonly to: number; readonly isWhole: boolean}[];
  readonly end: number;
}

const HEAD_BYTES = 27;

function* pagesOf(bytes: Bytes): Generator<Page> {
  const view = viewOf(bytes);
  for (let start = 0; start + HEAD_BYTES <= bytes.length;) {
    if (latin1(bytes, start, 4) !== 'OggS') return;
    const segments = bytes[start + 26]!;
    let at = start + HEAD_BYTES + segments;
    if (at > bytes.length) return;
    const packets: {from: number; to: number; isWhole: boolean}[] = [];
    let from = at;
    for (let segment = 0; segment < segments; segment += 1) {
      const length = bytes[start + HEAD_BYTES + segment]!;
      at += length;
      if (length < 255) {
        packets.push({from, to: at, isWhole: true});
        from = at;
      }
    }
    if (at > from) packets.push({from, to: at, isWhole: false});
    if (at > bytes.length) return;
    yield {start, serial: view.getUint32(start + 14, true), packets, end: at};
    start = at;
  }
}

/** First bytes of a codec's header and of its comments, and the byte that ends an empty list of comments. */
const CODECS = [
  {head: 'OpusHead', comments: 'OpusTags', end: ''},
  {head: '\x01vorbis', comments: '\x03vorbis', end: '\x01'},
] as const;

/**
 * Clears the comments (encoder, dates, titles, pictures) of a recording in place. Bytes that are played keep their position.
 *
 * @returns The number of bytes to keep; bytes after the last page are cut.
 * @throws If the file is no Ogg file of Opus or Vorbis.
 */
export function cleanOgg(bytes: Bytes): number {
  /** Codec and number of packets so far, by stream. */
  const streams = new Map<number, {readonly codec: (typeof CODECS)[number]; packets: number}>();
  let end = 0;
  for (const {start, serial, packets, end: pageEnd} of pagesOf(bytes)) {
    let isChanged = false;
    for (const {from, to, isWhole} of packets) {
      const stream = streams.get(serial);
      if (!stream) {
        const codec = CODECS.find(({head}) => latin1(bytes, from, head.length) === head);
        if (!codec) throw new Error('the Ogg file has an unknown codec');
        streams.set(serial, {codec, packets: isWhole ? 1 : 0});
        continue;
      }
      const {comments, end: endByte} = stream.codec;
      if (stream.packets === 1) {
        const isFirst = latin1(bytes, from, comments.length) === comments;
        const body = isFirst ? from + comments.length : from;
        bytes.fill(0, Math.min(to, body), to);
        // Two lengths of 0 mean no vendor and no comments; the rest is padding.
        if (isFirst && endByte && body + 8 < to) bytes[body + 8] = 1;
        isChanged = true;
      }
      if (isWhole) stream.packets += 1;
    }
    if (isChanged) writeChecksum(bytes, start, pageEnd);
    end = pageEnd;
  }
  if (!streams.size) throw new Error('the file is no Ogg file');
  return end;
}

/** Writes the checksum of a page. */
function writeChecksum(bytes: Bytes, start: number, end: number): void {
  bytes.fill(0, start + 22, start + 26);
  let crc = 0;
  for (let at = start; at < end; at += 1) {
    crc ^= bytes[at]! << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  viewOf(bytes).setUint32(start + 22, crc >>> 0, true);
}
