import {expect} from '@open-wc/testing';
import {cleanRecording} from '../../src/elements/media/clean-recording.ts';
import {parseDuration} from '../../src/elements/media/media-duration.ts';

const SECRET = 'SECRET-48.8584N-2.2945E';
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const joined = async (...parts: BlobPart[]) => new Uint8Array(await new Blob(parts).arrayBuffer());
const asText = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const fetched = async (name: string) =>
  new Uint8Array(await (await fetch(`/test/support/browser/recordings/${name}`)).arrayBuffer());

async function cleaned(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Uint8Array<ArrayBuffer>> {
  const clean = await cleanRecording(new Blob([bytes]), type);
  expect(clean.type).to.equal(type);
  return new Uint8Array(await clean.arrayBuffer());
}

const u32 = (value: number) => new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
const box = (type: string, ...body: BlobPart[]) =>
  joined(...body).then((inside) => joined(u32(inside.length + 8), latin1(type), inside));

/** An Ogg page with its checksum. */
async function page(serial: number, seq: number, flags: number, packets: readonly Uint8Array[]) {
  const lacing = packets.flatMap(({length}) => [
    ...Array.from({length: Math.floor(length / 255)}, () => 255),
    length % 255,
  ]);
  const little = (value: number, length: number) =>
    Uint8Array.from({length}, (_, at) => Math.floor(value / 256 ** at) & 255);
  const made = await joined(
    latin1('OggS'),
    new Uint8Array([0, flags]),
    little(seq * 960, 8),
    little(serial, 4),
    little(seq, 4),
    little(0, 4),
    new Uint8Array([lacing.length, ...lacing]),
    ...(packets as Uint8Array<ArrayBuffer>[]),
  );
  made.set(little(crcOf(made), 4), 22);
  return made;
}

/** Computed with a table, unlike the tested code. */
function crcOf(bytes: Uint8Array): number {
  const table = Array.from({length: 256}, (_, byte) => {
    let value = byte * 2 ** 24;
    for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
    return value >>> 0;
  });
  let crc = 0;
  bytes.forEach((byte, at) => {
    const seen = at >= 22 && at < 26 ? 0 : byte;
    crc = ((crc << 8) ^ table[((crc >>> 24) ^ seen) & 255]!) >>> 0;
  });
  return crc;
}

const tags = (head: string, end = '') =>
  latin1(`${head}\x06\0\0\0Lavf60\x01\0\0\0${String.fromCharCode(SECRET.length)}\0\0\0${SECRET}${end}`);
const opusHead = latin1('OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0');

describe('a recording', () => {
  it('of WebM loses dates, tags, titles and software names', async () => {
    const recorded = await fetched('voice.webm');
    const stamped = await joined(
      recorded,
      new Uint8Array([0x44, 0x61, 0x88, 1, 2, 3, 4, 5, 6, 7, 8]), // DateUTC
      new Uint8Array([0x7b, 0xa9, 0x80 | SECRET.length]), // Title
      latin1(SECRET),
      new Uint8Array([0x12, 0x54, 0xc3, 0x67, 0x80 | SECRET.length]), // Tags
      latin1(SECRET),
    );
    const clean = await cleaned(stamped, 'audio/webm');
    expect(clean.length).to.equal(stamped.length);
    expect(asText(clean)).not.to.include('SECRET');
    expect(asText(clean)).not.to.include('\x44\x61\x88');
    expect(asText(clean)).not.to.match(/Chrome|Lavf|Mozilla/);
    expect(parseDuration(clean)).to.equal(parseDuration(recorded));
  });

  it('of WebM with Vorbis loses its codec comments and keeps its codec setup', async () => {
    const head = latin1('\x01vorbis-head');
    const setup = latin1('\x05vorbis-setup');
    const element = async (id: readonly number[], ...body: BlobPart[]) => {
      const inside = await joined(...body);
      const size = [0x10 | (inside.length >> 24), inside.length >> 16, inside.length >> 8, inside.length];
      return joined(new Uint8Array([...id, ...size]), inside);
    };
    for (const more of ['', SECRET.repeat(30)]) {
      const comments = await joined(tags('\x03vorbis'), latin1(more), new Uint8Array([1]));
      const lengths = [...Array.from({length: Math.floor(comments.length / 255)}, () => 255), comments.length % 255];
      const decodedBy = await joined(new Uint8Array([2, head.length, ...lengths]), head, comments, setup);
      const track = await element(
        [0xae],
        new Uint8Array([0xd7, 0x81, 1, 0x83, 0x81, 2]),
        await element([0x63, 0xa2], decodedBy),
      );
      const file = await joined(
        new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x80]),
        await element([0x18, 0x53, 0x80, 0x67], await element([0x16, 0x54, 0xae, 0x6b], track)),
      );
      const clean = await cleaned(file, 'audio/webm');
      expect(clean.length).to.equal(file.length);
      expect(asText(clean)).not.to.match(/SECRET|Lavf/);
      const vendor = comments.length - 16;
      const emptied = `\x03vorbis${String.fromCharCode(vendor & 255, vendor >> 8)}\0\0${'\0'.repeat(vendor + 4)}\x01`;
      expect(asText(clean)).to.include(`${asText(head)}${emptied}${asText(setup)}`);
    }
  });

  it('of MP4 loses its times, places and texts', async () => {
    const recorded = await fetched('video.mp4');
    const stamped = await joined(recorded, await box('udta', await box('\xa9xyz', latin1(SECRET))));
    for (const [name, at] of [
      ['mvhd', 4],
      ['tkhd', 4],
      ['mdhd', 4],
    ] as const) {
      const found = asText(stamped).indexOf(name) + 4;
      expect(found, name).to.be.above(4);
      stamped.set(u32(0xe2345678), found + at);
    }
    const clean = await cleaned(stamped, 'audio/mp4');
    expect(asText(clean)).not.to.include('SECRET');
    expect(asText(clean)).not.to.include('\xe2\x34\x56\x78');
    expect(parseDuration(clean)).to.equal(parseDuration(recorded));
  });

  it('of Ogg loses its comments, and its pages are valid', async () => {
    const sound = Uint8Array.from({length: 400}, (_, at) => at % 251);
    const pages = [
      await page(7, 0, 2, [opusHead]),
      await page(7, 1, 0, [tags('OpusTags')]),
      await page(7, 2, 4, [sound, sound]),
    ];
    const stamped = await joined(...pages, latin1(SECRET));
    const clean = await cleaned(stamped, 'audio/ogg');
    const expected = await joined(...pages);
    expect(clean.length).to.equal(expected.length);
    expect(asText(clean)).not.to.match(/SECRET|Lavf/);
    const second = clean.subarray(pages[0]!.length, pages[0]!.length + pages[1]!.length);
    expect(asText(second)).to.include('OpusTags\0\0\0\0\0\0\0\0');
    expect(new DataView(second.slice().buffer).getUint32(22, true)).to.equal(crcOf(second));
    // Everything else is unchanged.
    expect(clean.subarray(0, pages[0]!.length)).to.deep.equal(pages[0]);
    expect(clean.subarray(-pages[2]!.length)).to.deep.equal(pages[2]);
  });

  it('of Ogg Vorbis, with comments over several pages, keeps its codec setup', async () => {
    const head = latin1('\x01vorbis\0\0\0\0\x01\x80\xbb\0\0');
    const comments = await joined(tags('\x03vorbis'), latin1(SECRET.repeat(30)), new Uint8Array([1]));
    const setup = latin1('\x05vorbis-setup');
    const whole = await page(9, 1, 0, [comments, setup]);
    const clean = await cleaned(await joined(await page(9, 0, 2, [head]), whole), 'audio/ogg');
    expect(asText(clean)).not.to.include('SECRET');
    expect(asText(clean)).to.include('\x03vorbis\0\0\0\0\0\0\0\0\x01');
    expect(asText(clean)).to.include('\x05vorbis-setup');
  });

  it('that is no such file is refused', async () => {
    for (const type of ['audio/webm', 'audio/mp4', 'audio/ogg', 'audio/wav']) {
      let problem: unknown;
      await cleanRecording(new Blob([SECRET]), type).catch((reason: unknown) => (problem = reason));
      expect(problem, type).to.be.instanceOf(Error);
    }
  });
});
