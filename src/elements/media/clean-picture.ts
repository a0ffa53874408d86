import {
  gifBlocks,
  jpegSegments,
  latin1,
  pngChunks,
  riffChunks,
  viewOf,
  type Bytes,
  type PictureType,
} from './picture-file.js';

/** Chunks that affect the drawing of a PNG, its colours or its frames. All others contain metadata or private data. */
const PNG_CHUNKS = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD acTL fcTL fdAT'.split(' '),
);
const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const WEBP_FRAME_CHUNKS = new Set(['VP8 ', 'VP8L', 'ALPH']);

const WEBP_HAS_XMP = 0x04;
const WEBP_HAS_EXIF = 0x08;

/**
 * Returns a picture without metadata: EXIF, XMP, IPTC, texts, comments, times, private chunks, and any bytes after its end. Frames,
 * transparency and colour profile stay. Undefined if the file cannot be read to its end.
 */
export function cleanPicture(bytes: Bytes, type: PictureType): Blob | undefined {
  try {
    if (type === 'image/png') return cleanPng(bytes);
    if (type === 'image/gif') return cleanGif(bytes);
    if (type === 'image/webp') return cleanWebp(bytes);
    if (type === 'image/jpeg') return cleanJpeg(bytes);
  } catch {
    // The file is truncated.
  }
  return undefined;
}

function cleanPng(bytes: Bytes): Blob {
  const parts = [bytes.subarray(0, 8)];
  for (const {name, start, end} of pngChunks(bytes)) if (PNG_CHUNKS.has(name)) parts.push(bytes.subarray(start, end));
  return toBlob(parts, 'image/png');
}

function cleanGif(bytes: Bytes): Blob | undefined {
  const parts: Bytes[] = [];
  let control: Bytes | undefined;
  let images = 0;
  for (const {kind, start, end} of gifBlocks(bytes)) {
    const block = bytes.subarray(start, end);
    if (kind === 'head') parts.push(block);
    else if (kind === 'control') control = block;
    else if (kind === 'loop') parts.push(bytes.subarray(start, start + 18), Uint8Array.of(0));
    else if (kind === 'text')
      control = undefined; // The control block belongs to the removed text.
    else if (kind === 'image') {
      if (control) parts.push(control);
      parts.push(block);
      control = undefined;
      images += 1;
    }
  }
  if (!images) return undefined;
  parts.push(Uint8Array.of(0x3b));
  return toBlob(parts, 'image/gif');
}

function cleanWebp(bytes: Bytes): Blob {
  const parts: Bytes[] = [];
  for (const {name, start, body, bodyEnd, end} of riffChunks(bytes, 12)) {
    if (!WEBP_CHUNKS.has(name)) continue;
    if (name === 'VP8X') {
      const chunk = bytes.slice(start, end);
      chunk[8]! &= ~(WEBP_HAS_XMP | WEBP_HAS_EXIF);
      parts.push(chunk);
    } else if (name === 'ANMF') {
      const frame = [...riffChunks(bytes, body + 16, bodyEnd)]
        .filter((chunk) => WEBP_FRAME_CHUNKS.has(chunk.name))
        .map((chunk) => padded(bytes.subarray(chunk.start, chunk.end)));
      const size = 16 + lengthOf(frame);
      parts.push(riffHead('ANMF', size), bytes.subarray(body, body + 16), ...frame);
    } else parts.push(padded(bytes.subarray(start, end)));
  }
  const size = 4 + lengthOf(parts);
  return toBlob([riffHead('RIFF', size), bytes.subarray(8, 12), ...parts], 'image/webp');
}

/** Sums lengths without `reduce`, which Prototype 1.6 replaces. */
function lengthOf(parts: readonly Bytes[]): number {
  let sum = 0;
  for (const {length} of parts) sum += length;
  return sum;
}

function riffHead(name: string, size: number): Bytes {
  const head = Uint8Array.from(name + '\0\0\0\0', (letter) => letter.charCodeAt(0));
  viewOf(head).setUint32(4, size, true);
  return head;
}

/** Pads a chunk to an even length: the last chunk of a file may lack its padding byte. */
function padded(chunk: Bytes): Bytes {
  if (chunk.length % 2 === 0) return chunk;
  const even = new Uint8Array(chunk.length + 1);
  even.set(chunk);
  return even;
}

/** Returns the JPEG for decoding only. It keeps all bytes after the first scan. */
function cleanJpeg(bytes: Bytes): Blob | undefined {
  const parts = [bytes.subarray(0, 2)];
  for (const {marker, start, body, end} of jpegSegments(bytes)) {
    if (marker === 0xda) {
      parts.push(bytes.subarray(start));
      return toBlob(parts, 'image/jpeg');
    }
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    const isNeeded =
      (marker === 0xe2 && latin1(bytes, body, 11) === 'ICC_PROFILE') ||
      (marker === 0xee && latin1(bytes, body, 5) === 'Adobe');
    if (marker !== 0xfe && (!isApplication || isNeeded)) parts.push(bytes.subarray(start, end));
  }
  return undefined;
}

/**
 * Joins the parts. Firefox detects the type of a blob by its first part alone, and does not decode a blob with a short
 * first part.
 */
function toBlob(parts: readonly Bytes[], type: PictureType): Blob {
  const bytes = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Blob([bytes], {type});
}
