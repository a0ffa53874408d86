/** Reads the boxes of MP4 and QuickTime files: ISO/IEC 14496-12. */
import {latin1, viewOf, type Bytes} from './picture-file.js';

export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Reads the boxes between two positions. Stops at truncated or invalid data. */
export function* boxesIn(bytes: Bytes, from: number, to: number): Generator<Box> {
  const view = viewOf(bytes);
  for (let start = from; start + 8 <= to;) {
    let size = view.getUint32(start);
    let body = start + 8;
    if (size === 1 && start + 16 <= to) {
      size = view.getUint32(start + 8) * 2 ** 32 + view.getUint32(start + 12);
      body = start + 16;
    } else if (size === 0) size = to - start;
    const type = latin1(bytes, start + 4, 4);
    if (size < body - start) return;
    const end = start + size;
    // Only the data of an interrupted recording may be shorter than its size field.
    if (end > to && type !== 'mdat') return;
    yield {type, start, body, end: Math.min(end, to)};
    start = end;
  }
}

/**
 * Returns the parts of a file without boxes that repeat the previous box. WebKitGTK (2.50) writes `ftyp` and the last
 * `moof` of a recording twice. Sample offsets count from the repeated `moof`, so other engines decode the wrong bytes.
 */
export function dropRepeatedBoxes(bytes: Bytes): Bytes[] {
  const parts: Bytes[] = [];
  let kept = 0;
  let last: Box | undefined;
  for (const box of boxesIn(bytes, 0, bytes.length)) {
    if (last && box.type !== 'mdat' && isSame(bytes, last, box)) {
      parts.push(bytes.subarray(kept, box.start));
      kept = box.end;
    }
    last = box;
  }
  return [...parts, bytes.subarray(kept)];
}

function isSame(bytes: Bytes, a: Box, b: Box): boolean {
  const length = a.end - a.start;
  if (b.end - b.start !== length) return false;
  for (let at = 0; at < length; at += 1) if (bytes[a.start + at] !== bytes[b.start + at]) return false;
  return true;
}
