/** Reads picture files by their bytes: type, size, frames and orientation. */

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/heic';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export type Bytes = Uint8Array<ArrayBuffer>;

const HEIF_BRANDS = /^(hei[cxms]|hev[cxms]|mif1|msf1)$/;

/** The boxes with a HEIF picture's size are within the first bytes of a file. */
const HEIF_HEAD_BYTES = 65_536;

/** Type of a picture by its first bytes: https://mimesniff.spec.whatwg.org/ */
export function pictureType(bytes: Bytes): PictureType | undefined {
  const text = latin1(bytes, 0, 12);
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'image/webp';
  const brands = heifBrands(bytes);
  if (brands.includes('avif') || brands.includes('avis')) return 'image/avif';
  return brands.some((brand) => HEIF_BRANDS.test(brand)) ? 'image/heic' : undefined;
}

/** Size that a picture's header contains, without decoding. Undefined if it has none. */
export function pictureSize(bytes: Bytes, type: PictureType): PictureSize | undefined {
  const view = viewOf(bytes);
  try {
    if (type === 'image/png') return {width: view.getUint32(16), height: view.getUint32(20)};
    if (type === 'image/gif') return {width: view.getUint16(6, true), height: view.getUint16(8, true)};
    if (type === 'image/jpeg') return jpegSize(bytes);
    return type === 'image/webp' ? webpSize(bytes) : heifSize(bytes);
  } catch {
    return undefined; // The file is truncated.
  }
}

/** True if the picture has more than one frame. */
export function isAnimated(bytes: Bytes, type: PictureType): boolean {
  const view = viewOf(bytes);
  try {
    if (type === 'image/png') {
      for (const {name, body} of pngChunks(bytes)) {
        if (name === 'acTL') return view.getUint32(body) > 1;
        if (name === 'IDAT') return false;
      }
    }
    if (type === 'image/gif') return atLeast(2, gifBlocks(bytes), ({kind}) => kind === 'image');
    if (type === 'image/webp') return atLeast(2, riffChunks(bytes, 12), ({name}) => name === 'ANMF');
    return type !== 'image/jpeg' && heifBrands(bytes).some((brand) => /^(avis|msf1|hev[cxms])$/.test(brand));
  } catch {
    return false; // The file is truncated: a decoder shows its first frame.
  }
}

/** EXIF's orientation, 1 to 8, of a JPEG, PNG or WebP. Decoders rotate HEIF and AVIF by boxes of their own. */
export function orientationOf(bytes: Bytes, type: PictureType): number {
  try {
    const exif = exifOf(bytes, type);
    return exif ? exifOrientation(exif) : 1;
  } catch {
    return 1; // Decoders ignore truncated data too.
  }
}

export interface Chunk {
  readonly name: string;
  /** Offsets of the chunk, of its data, of the data's end, and of the next chunk. */
  readonly start: number;
  readonly body: number;
  readonly bodyEnd: number;
  readonly end: number;
}

/** Reads the chunks of a PNG, up to its last. Throws if the file is truncated. */
export function* pngChunks(bytes: Bytes): Generator<Chunk> {
  const view = viewOf(bytes);
  for (let start = 8; ;) {
    const bodyEnd = start + 8 + view.getUint32(start);
    const end = bodyEnd + 4;
    if (end > bytes.length) throw new RangeError('the PNG file is truncated');
    const name = latin1(bytes, start + 4, 4);
    yield {name, start, body: start + 8, bodyEnd, end};
    if (name === 'IEND') return;
    start = end;
  }
}

/** Reads the chunks of a RIFF file or of a part of it. Throws if the file is truncated. */
export function* riffChunks(bytes: Bytes, from: number, to = riffEnd(bytes)): Generator<Chunk> {
  const view = viewOf(bytes);
  for (let start = from; start + 8 <= to;) {
    const bodyEnd = start + 8 + view.getUint32(start + 4, true);
    if (bodyEnd > to) throw new RangeError('the RIFF file is truncated');
    const end = Math.min(to, bodyEnd + (bodyEnd % 2));
    yield {name: latin1(bytes, start, 4), start, body: start + 8, bodyEnd, end};
    start = end;
  }
}

function riffEnd(bytes: Bytes): number {
  return Math.min(bytes.length, 8 + viewOf(bytes).getUint32(4, true));
}

export interface GifBlock {
  readonly kind: 'head' | 'image' | 'control' | 'loop' | 'text' | 'other';
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the blocks of a GIF, without its trailer. Throws if its head is truncated. Stops before any other truncated
 * block.
 */
export function* gifBlocks(bytes: Bytes): Generator<GifBlock> {
  const byte = (at: number) => {
    const value = bytes[at];
    if (value === undefined) throw new RangeError('the GIF file is truncated');
    return value;
  };
  const table = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const afterSubBlocks = (from: number) => {
    let at = from;
    for (let length; (length = byte(at)); at += length + 1);
    return at + 1;
  };
  let start = 13 + table(byte(10));
  yield {kind: 'head', start: 0, end: start};
  for (;;) {
    const introducer = bytes[start];
    let kind: GifBlock['kind'];
    let end: number;
    try {
      if (introducer === 0x2c) {
        kind = 'image';
        end = afterSubBlocks(start + 11 + table(byte(start + 9)));
      } else if (introducer === 0x21) {
        const label = byte(start + 1);
        const isLoop = label === 0xff && /^\x0b(NETSCAPE2\.0|ANIMEXTS1\.0)\x03\x01/.test(latin1(bytes, start + 2, 14));
        kind = isLoop ? 'loop' : label === 0xf9 ? 'control' : label === 0x01 ? 'text' : 'other';
        end = afterSubBlocks(start + 2);
      } else return; // The trailer, or data that no decoder reads.
    } catch {
      return;
    }
    yield {kind, start, end};
    start = end;
  }
}

export interface JpegSegment {
  readonly marker: number;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Reads the segments of a JPEG up to its first scan, which is the last one returned. Throws if the file is truncated. */
export function* jpegSegments(bytes: Bytes): Generator<JpegSegment> {
  const view = viewOf(bytes);
  for (let start = 2; ;) {
    while (view.getUint8(start) === 0xff && view.getUint8(start + 1) === 0xff) start += 1; // Fill bytes.
    if (view.getUint8(start) !== 0xff) throw new RangeError('the JPEG file lacks a marker');
    const marker = view.getUint8(start + 1);
    const end = start + 2 + view.getUint16(start + 2);
    yield {marker, start, body: start + 4, end};
    if (marker === 0xda || end > bytes.length) return;
    start = end;
  }
}

function jpegSize(bytes: Bytes): PictureSize | undefined {
  const view = viewOf(bytes);
  for (const {marker, body} of jpegSegments(bytes)) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return {width: view.getUint16(body + 3), height: view.getUint16(body + 1)};
  }
  return undefined;
}

function webpSize(bytes: Bytes): PictureSize | undefined {
  const view = viewOf(bytes);
  const name = latin1(bytes, 12, 4);
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  if (name === 'VP8X') return {width: three(24) + 1, height: three(27) + 1};
  if (name === 'VP8 ') return {width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff};
  if (name !== 'VP8L') return undefined;
  const bits = view.getUint32(21, true);
  return {width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1};
}

/** Largest size (`ispe`) of its pictures and tiles. */
function heifSize(bytes: Bytes): PictureSize | undefined {
  const head = latin1(bytes, 0, HEIF_HEAD_BYTES);
  const view = viewOf(bytes);
  let largest: PictureSize | undefined;
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4)) {
    const size = {width: view.getUint32(at + 8), height: view.getUint32(at + 12)};
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

function heifBrands(bytes: Bytes): string[] {
  if (latin1(bytes, 4, 4) !== 'ftyp') return [];
  const end = Math.min(viewOf(bytes).getUint32(0), bytes.length, 256);
  const brands = [latin1(bytes, 8, 4)];
  // The first brand of a video is not a picture's, even if a later one is.
  if (!/^(avi[fs]|mif1|msf1|hei[cxms]|hev[cxms])$/.test(brands[0]!)) return [];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, 4));
  return brands;
}

function exifOf(bytes: Bytes, type: PictureType): Bytes | undefined {
  if (type === 'image/jpeg') {
    for (const {marker, body, end} of jpegSegments(bytes))
      if (marker === 0xe1 && latin1(bytes, body, 6) === 'Exif\0\0') return bytes.subarray(body + 6, end);
  }
  if (type === 'image/png') {
    for (const {name, body, bodyEnd} of pngChunks(bytes)) if (name === 'eXIf') return bytes.subarray(body, bodyEnd);
  }
  if (type === 'image/webp') {
    for (const {name, body, bodyEnd} of riffChunks(bytes, 12)) {
      // Some programs write the same prefix before it as in a JPEG.
      if (name === 'EXIF') return bytes.subarray(body + (latin1(bytes, body, 6) === 'Exif\0\0' ? 6 : 0), bodyEnd);
    }
  }
  return undefined;
}

function exifOrientation(exif: Bytes): number {
  const view = viewOf(exif);
  const little = latin1(exif, 0, 2) === 'II';
  const directory = view.getUint32(4, little);
  const count = view.getUint16(directory, little);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (view.getUint16(at, little) !== 0x0112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

function atLeast<T>(count: number, items: Iterable<T>, counts: (item: T) => boolean): boolean {
  let found = 0;
  for (const item of items) if (counts(item) && (found += 1) >= count) return true;
  return false;
}

export function latin1(bytes: Bytes, from: number, length: number): string {
  let text = '';
  for (const byte of bytes.subarray(from, from + length)) text += String.fromCharCode(byte);
  return text;
}

export function viewOf(bytes: Bytes): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
