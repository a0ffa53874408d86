import {describe, expect, it} from 'vitest';
import {dropRepeatedBoxes} from '../../../../src/elements/media/mp4-boxes.ts';

function box(type: string, ...body: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + body.length);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(body, 8);
  return bytes;
}

const file = (...boxes: readonly Uint8Array[]) => Uint8Array.from(boxes.flatMap((bytes) => [...bytes]));

const kept = (...boxes: readonly Uint8Array[]) => file(...dropRepeatedBoxes(file(...boxes)));

describe('a recording', () => {
  it('of WebKitGTK keeps one of each repeated box', () => {
    const [head, movie, data] = [box('ftyp', 1), box('moov', 2), box('mdat', 3)];
    const [first, last] = [box('moof', 4), box('moof', 5)];
    expect(kept(head, head, movie, first, data, last, last, last, data)).toEqual(
      file(head, movie, first, data, last, data),
    );
  });

  it('without repeated boxes stays unchanged byte for byte, also if it is cut off or is no MP4', () => {
    for (const whole of [
      file(box('ftyp', 1), box('moov', 2), box('moof', 3), box('mdat', 0, 0)),
      file(box('moof', 3), box('moof', 4), box('mdat', 0), box('mdat', 0)),
      file(box('ftyp', 1), box('moov', 2)).subarray(0, 14),
      new TextEncoder().encode('no boxes at all'),
      new Uint8Array(),
    ]) {
      expect(file(...dropRepeatedBoxes(whole))).toEqual(Uint8Array.from(whole));
    }
  });
});
