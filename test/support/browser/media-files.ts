/** Generates pictures and videos with metadata in every place. Runs in a page. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** Data that a sent file must not contain. */
export const SECRET = 'SECRET-48.8584N-2.2945E';

const latin1 = (text: string): Bytes => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function joined(...parts: readonly (Bytes | string)[]): Bytes {
  const all = parts.map((part) => (typeof part === 'string' ? latin1(part) : part));
  const whole = new Uint8Array(all.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const int = (length: number, value: number, little = false): Bytes => {
  const made = Array.from({length}, (_, at) => Math.floor(value / 256 ** at) & 255);
  return Uint8Array.from(little ? made : made.reverse());
};
export const u32 = (value: number) => int(4, value);
const u16 = (value: number) => int(2, value);
const le32 = (value: number) => int(4, value, true);
const le24 = (value: number) => int(3, value, true);
const le16 = (value: number) => int(2, value, true);

/** EXIF data with an orientation and a description. */
export function exif(orientation = 1): Bytes {
  const count = SECRET.length;
  return joined(
    'MM\0*',
    u32(8),
    u16(2),
    joined(u16(0x010e), u16(2), u32(count), u32(38)),
    joined(u16(0x0112), u16(3), u32(1), u16(orientation), u16(0)),
    u32(0),
    SECRET,
  );
}

/** The left upper quarter is red, the right upper one lime, the left lower one blue, the right lower one white. */
export async function quarters(width: number, height: number, type: string): Promise<Bytes> {
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const context = canvas.getContext('2d')!;
  for (const [index, color] of ['#f00', '#0f0', '#00f', '#fff'].entries()) {
    context.fillStyle = color;
    context.fillRect((index % 2) * (width / 2), Math.floor(index / 2) * (height / 2), width / 2, height / 2);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 1));
  return new Uint8Array(await blob!.arrayBuffer());
}

const TABLE = Array.from({length: 256}, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc(bytes: Bytes): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

export function pngChunk(name: string, body: Bytes | string): Bytes {
  const named = joined(name, body);
  return joined(u32(named.length - 4), named, u32(crc(named)));
}

/** A PNG with every kind of metadata, and data after its end. */
export async function taintedPng({orientation = 1, width = 40, height = 20} = {}): Promise<Bytes> {
  const plain = await quarters(width, height, 'image/png');
  return joined(
    plain.subarray(0, 33),
    pngChunk('eXIf', exif(orientation)),
    pngChunk('tEXt', `Comment\0${SECRET}`),
    pngChunk('zTXt', `Title\0\0${SECRET}`),
    pngChunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0<x>${SECRET}</x>`),
    pngChunk('tIME', joined(u16(2024), Uint8Array.of(5, 6, 7, 8, 9))),
    pngChunk('prVt', SECRET),
    plain.subarray(33),
    SECRET,
  );
}

/** Two frames of an APNG, each a whole picture. */
export async function taintedApng(): Promise<Bytes> {
  const [one, two] = [await quarters(40, 20, 'image/png'), await quarters(40, 20, 'image/png')];
  const data = (png: Bytes) => {
    const view = new DataView(png.buffer);
    const found: Bytes[] = [];
    for (let at = 8; at < png.length; at += 12 + view.getUint32(at))
      if (String.fromCharCode(...png.subarray(at + 4, at + 8)) === 'IDAT')
        found.push(png.slice(at + 8, at + 8 + view.getUint32(at)));
    return joined(...found);
  };
  const control = (sequence: number) =>
    pngChunk('fcTL', joined(u32(sequence), u32(40), u32(20), u32(0), u32(0), u16(1), u16(10), Uint8Array.of(0, 0)));
  return joined(
    one.subarray(0, 33),
    pngChunk('acTL', joined(u32(2), u32(0))),
    pngChunk('tEXt', `Comment\0${SECRET}`),
    control(0),
    pngChunk('IDAT', data(one)),
    control(1),
    pngChunk('fdAT', joined(u32(2), data(two))),
    pngChunk('eXIf', exif()),
    pngChunk('IEND', ''),
    SECRET,
  );
}

export async function taintedJpeg({orientation = 1, width = 48, height = 32} = {}): Promise<Bytes> {
  const plain = await quarters(width, height, 'image/jpeg');
  const segment = (marker: number, body: Bytes) => joined(Uint8Array.of(0xff, marker), u16(body.length + 2), body);
  return joined(
    plain.subarray(0, 2),
    segment(0xe1, joined('Exif\0\0', exif(orientation))),
    segment(0xe1, latin1(`http://ns.adobe.com/xap/1.0/\0<x>${SECRET}</x>`)),
    segment(0xed, latin1(`Photoshop 3.0\0${SECRET}`)),
    segment(0xfe, latin1(SECRET)),
    plain.subarray(2),
    SECRET,
  );
}

export const riffChunk = (name: string, body: Bytes) =>
  joined(name, le32(body.length), body, body.length % 2 ? '\0' : '');

const riff = (...chunks: readonly Bytes[]) => {
  const body = joined('WEBP', ...chunks);
  return joined('RIFF', le32(body.length), body);
};

/** The encoded picture of a WebP. */
async function webpData(width: number, height: number): Promise<Bytes> {
  return chunksOf(await quarters(width, height, 'image/webp'));
}

async function noise(side: number): Promise<Bytes> {
  const canvas = Object.assign(document.createElement('canvas'), {width: side, height: side});
  const image = new ImageData(side, side);
  for (let at = 0; at < image.data.length; at += 1)
    image.data[at] = at % 4 === 3 ? 255 : (at * at * 2_654_435_761) >>> 11;
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 1));
  return chunksOf(new Uint8Array(await blob!.arrayBuffer()));
}

function chunksOf(plain: Bytes): Bytes {
  const chunks: Bytes[] = [];
  for (let at = 12; at + 8 <= plain.length;) {
    const size = new DataView(plain.buffer).getUint32(at + 4, true);
    const end = at + 8 + size + (size % 2);
    if (/^(VP8 |VP8L|ALPH)/.test(String.fromCharCode(...plain.subarray(at, at + 4)))) chunks.push(plain.slice(at, end));
    at = end;
  }
  return joined(...chunks);
}

export async function taintedWebp({orientation = 1, width = 40, height = 20} = {}): Promise<Bytes> {
  const head = joined(Uint8Array.of(0x0c, 0, 0, 0), le24(width - 1), le24(height - 1));
  return joined(
    riff(
      riffChunk('VP8X', head),
      await webpData(width, height),
      riffChunk('EXIF', exif(orientation)),
      riffChunk('XMP ', latin1(`<x>${SECRET}</x>`)),
      riffChunk('note', latin1(SECRET)),
    ),
    SECRET,
  );
}

/** A WebP of two frames, or of enough frames of noise for a minimum of bytes. */
export async function taintedMovingWebp(bytes = 0): Promise<Bytes> {
  const side = bytes ? 250 : 40;
  const picture = bytes ? await noise(side) : await webpData(side, side);
  const data = joined(picture, riffChunk('note', latin1(SECRET)));
  const size = joined(le24(side - 1), le24(side - 1));
  const frame = riffChunk('ANMF', joined(le24(0), le24(0), size, le24(100), Uint8Array.of(0), data));
  return joined(
    riff(
      riffChunk('VP8X', joined(Uint8Array.of(0x0e, 0, 0, 0), size)),
      riffChunk('ANIM', joined(le32(0), le16(0))),
      ...Array.from({length: Math.max(2, Math.ceil(bytes / frame.length))}, () => frame),
      riffChunk('EXIF', exif()),
      riffChunk('XMP ', latin1(SECRET)),
    ),
    SECRET,
  );
}

/** A GIF of two frames of one pixel, with comment, text and application extensions between. */
export function taintedGif(): Bytes {
  const sub = (text: string) => joined(Uint8Array.of(text.length), text, '\0');
  const control = joined(Uint8Array.of(0x21, 0xf9, 4, 0), le16(10), Uint8Array.of(0, 0));
  const frame = joined(Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0));
  return joined(
    'GIF89a',
    le16(1),
    le16(1),
    Uint8Array.of(0x80, 0, 0, 255, 0, 0, 255, 255, 255),
    joined('!\xff\x0bNETSCAPE2.0\x03\x01', le16(0), sub(SECRET)),
    joined('!\xfe', sub(SECRET)),
    joined('!\xff\x0bXMP DataXMP', sub(SECRET)),
    control,
    frame,
    joined('!\x01', Uint8Array.of(12), new Uint8Array(12), sub(SECRET)),
    control,
    frame,
    ';',
    SECRET,
  );
}

export const box = (type: string, ...parts: readonly (Bytes | string)[]): Bytes => {
  const body = joined(...parts);
  return joined(u32(body.length + 8), type, body);
};

/** Number of frames of an animated picture; 1 for a still picture. */
export async function framesOf(file: Blob): Promise<number> {
  const decoder = new ImageDecoder({type: file.type, data: await file.arrayBuffer()});
  await decoder.tracks.ready;
  await decoder.completed;
  return decoder.tracks.selectedTrack!.frameCount;
}

export async function contains(file: Blob, text: string): Promise<boolean> {
  return new TextDecoder('latin1').decode(await file.arrayBuffer()).includes(text);
}
