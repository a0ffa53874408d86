import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LivePlayer} from '../../src/elements/live-player/live-player.ts';
import {prepareFile} from '../../src/elements/composer/prepare-file.ts';
import {findDuration, parseDuration} from '../../src/elements/media/media-duration.ts';
import {cleanMp4} from '../../src/elements/media/clean-mp4.ts';
import {mp4Duration} from '../../src/elements/media/mp4-duration.ts';
import {cleanWebm, webmDuration} from '../../src/elements/media/webm-file.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {box, contains, joined, SECRET, u32, type Bytes} from '../support/browser/media-files.ts';
import {fresh, joinedRoom, part, put} from '../support/browser/room-fixture.ts';
import {engine} from '../support/browser/engine.ts';
import {eventually, until} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click} from '../support/browser/user-input.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

const VIDEO_URL = new URL('/demo/dev/media/host.mp4', location.href).href;
const RECORDED_MS = 2_600;

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

/** Recordings of Chromium, for engines that record in other formats or have no sound without a device. */
const KEPT: Readonly<Record<string, string>> = {
  'video/webm': 'video.webm',
  'video/mp4': 'video.mp4',
  'audio/webm': 'voice.webm',
};

/** Lengths of the recordings, s. A busy machine stops late. */
const lengths = new Map<string, number>();
const lengthOf = (type: string) => lengths.get(type) ?? RECORDED_MS / 1_000;

/** A browser's recording: half-second chunks in a file without a length. */
async function recorded(mimeType: string): Promise<Blob> {
  if (engine !== 'chromium') {
    const kept = await fetch(`/test/support/browser/recordings/${KEPT[mimeType]}`);
    return new Blob([await kept.arrayBuffer()], {type: mimeType});
  }
  const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 48});
  const context = canvas.getContext('2d')!;
  const audio = new AudioContext();
  await audio.resume();
  const tone = audio.createOscillator();
  const out = audio.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  const sound = mimeType.startsWith('audio');
  const tracks = [...out.stream.getTracks(), ...(sound ? [] : canvas.captureStream(20).getTracks())];
  const recorder = new MediaRecorder(new MediaStream(tracks), {mimeType});
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({data}) => pieces.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  let frames = 0;
  const painting = setInterval(() => {
    context.fillStyle = `hsl(${(frames += 20)} 90% 50%)`;
    context.fillRect(0, 0, 64, 48);
  }, 40);
  const started = new Promise((resolve) => recorder.addEventListener('start', resolve));
  recorder.start(500);
  await started;
  const startedAt = performance.now();
  setTimeout(() => {
    lengths.set(mimeType, (performance.now() - startedAt) / 1_000);
    recorder.stop();
  }, RECORDED_MS);
  await stopped;
  clearInterval(painting);
  for (const track of tracks) track.stop();
  await audio.close();
  return new Blob(pieces, {type: mimeType.split(';')[0]!});
}

const made = new Map<string, Blob>();
before(async () => {
  await click(document.body); // Browsers start audio only after a click.
  for (const type of ['video/webm', 'video/mp4', 'audio/webm']) made.set(type, await recorded(type));
});

const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer());
const videoBytes = async () => bytesOf(await (await fetch(VIDEO_URL)).blob());

function webm(...id: readonly number[]): (body: string) => Bytes {
  return (body) => joined(Uint8Array.from([...id, 0x40 | (body.length >> 8), body.length & 255]), body);
}
const tags = webm(0x12, 0x54, 0xc3, 0x67);
const title = webm(0x7b, 0xa9);
const attachments = webm(0x19, 0x41, 0xa4, 0x69);

function indexOf(bytes: Bytes, text: string): number {
  return new TextDecoder('latin1').decode(bytes).indexOf(text);
}

/** A video with its place and date in every box that can hold them. */
async function taintedMp4(): Promise<Bytes> {
  const bytes = await videoBytes();
  const view = new DataView(bytes.buffer);
  const moov = indexOf(bytes, 'moov') - 4;
  const end = moov + view.getUint32(moov);
  const place = box('udta', box('\xa9xyz', SECRET), box('loci', SECRET), box('meta', u32(0), box('ilst', SECRET)));
  const more = joined(place, box('meta', u32(0), box('keys', SECRET)), box('uuid', 'exif'.repeat(4), SECRET));
  view.setUint32(moov, end - moov + more.length);
  view.setUint32(moov + 8 + 8 + 8, 0xe1234567); // mvhd: the creation time.
  return joined(
    bytes.subarray(0, end),
    more,
    box('free', SECRET),
    bytes.subarray(end),
    box('XMP_', SECRET),
    'xx',
    SECRET,
  );
}

async function taintedWebm(): Promise<Bytes> {
  const bytes = await bytesOf(made.get('video/webm')!);
  const info = indexOf(bytes, '\x15\x49\xa9\x66');
  expect(info).to.be.greaterThan(0);
  const before = joined(tags(SECRET), attachments(SECRET));
  return joined(bytes.subarray(0, info), before, title(SECRET), bytes.subarray(info), tags(SECRET));
}

describe('the length of a file', () => {
  for (const type of ['video/webm', 'video/mp4', 'audio/webm'] as const) {
    it(`is found in a browser's recording: ${type}`, async () => {
      const blob = made.get(type)!;
      expect(parseDuration(await bytesOf(blob))).to.be.closeTo(lengthOf(type), 1);
      expect(await findDuration(blob)).to.be.closeTo(lengthOf(type), 1);
      const address = URL.createObjectURL(blob);
      expect(await findDuration(address)).to.be.closeTo(lengthOf(type), 1);
      URL.revokeObjectURL(address);
    });
  }

  it('of a fragmented file is the sum of its fragments', async () => {
    expect(mp4Duration(await videoBytes())).to.be.closeTo(12, 0.5);
  });

  it('comes from the tables if an edit list has no length', () => {
    for (const [version, unknown] of [
      [0, u32(0xffffffff)],
      [1 << 24, joined(u32(0xffffffff), u32(0xffffffff))],
    ] as const) {
      const at = version ? joined(u32(0), u32(0)) : u32(0);
      const bytes = joined(
        box('ftyp', 'isom'),
        box(
          'moov',
          box('mvhd', u32(0), u32(0), u32(0), u32(1_000), u32(0)),
          box(
            'trak',
            box('tkhd', u32(0), u32(1), u32(2), u32(1), new Uint8Array(68)),
            box('edts', box('elst', u32(version), u32(1), unknown, at, u32(1 << 16))),
            box(
              'mdia',
              box('mdhd', u32(0), u32(0), u32(0), u32(1_000), u32(0)),
              box('hdlr', u32(0), u32(0), 'vide', new Uint8Array(12)),
              box('minf', box('stbl', box('stts', u32(0), u32(1), u32(4), u32(1_000)))),
            ),
          ),
        ),
      );
      expect(mp4Duration(bytes)).to.equal(4);
    }
  });

  it('comes from the browser if the bytes cannot be read, and is unknown if there is no file', async () => {
    const address = URL.createObjectURL(made.get('video/webm')!);
    sinon.stub(window, 'fetch').rejects(new TypeError('CORS'));
    expect(await findDuration(address)).to.be.closeTo(lengthOf('video/webm'), 1);
    expect(await findDuration(URL.createObjectURL(new Blob(['nothing'])))).to.be.undefined;
    const called = AbortSignal.abort();
    expect(await findDuration(address, called)).to.be.undefined;
  });

  it('is searched only within limits in a hostile file', () => {
    const huge = u32(0xffffffff);
    const hdlr = box('hdlr', u32(0), u32(0), 'meta', new Uint8Array(12));
    const stbl = box('stbl', box('stts', u32(0), huge, u32(1), u32(1)), box('stsc', u32(0), u32(1), u32(1), huge, u32(1)),
      box('stsz', u32(0), u32(0), huge), box('stco', u32(0), huge, new Uint8Array(4_000))); // prettier-ignore
    const mdia = box('mdia', box('mdhd', u32(0), u32(0), u32(0), u32(1), u32(0)), hdlr, box('minf', stbl));
    const trak = box('trak', box('tkhd', u32(0), u32(0), u32(0), u32(1)), mdia);
    const whole = joined(box('ftyp', 'isom'), box('moov', trak), box('mdat', new Uint8Array(1_000_000)));
    expect(() => cleanMp4(whole)).to.throw();
    expect(() => mp4Duration(joined(box('ftyp', 'isom'), new Uint8Array(8)))).to.throw();
    // Millions of empty boxes and elements.
    expect(() => mp4Duration(new Uint8Array(20_000_000))).to.throw();
    const voids = new Uint8Array(5_000_000).fill(0xec);
    for (let at = 1; at < voids.length; at += 2) voids[at] = 0x80;
    expect(() => webmDuration(joined(Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x80), voids))).to.throw();
    expect(() => cleanWebm(new Uint8Array(10))).to.throw();
  });
});

describe('a video to be sent', () => {
  for (const type of ['video/webm', 'video/mp4'] as const) {
    it(`in a browser's recording is not too long: ${type}`, async () => {
      const prepared = await prepareFile(new File([made.get(type)!], 'a'));
      expect(prepared).to.be.like({outgoing: {kind: 'video', width: 64, height: 48}});
      if ('outgoing' in prepared) expect(Math.abs(prepared.outgoing.seconds! - lengthOf(type))).to.be.at.most(1);
    });
  }

  it("is refused if its fragments are too long, in spite of the browser's duration", async () => {
    const bytes = await videoBytes();
    const last = new TextDecoder('latin1').decode(bytes).lastIndexOf('moof');
    const tfdt = indexOf(bytes.subarray(last), 'tfdt') + last;
    const view = new DataView(bytes.buffer);
    const scale = 30_000;
    view.setUint32(tfdt + 8 + 4, view.getUint32(tfdt + 12) + 60 * scale);
    expect(mp4Duration(bytes)).to.be.greaterThan(60);
    expect(await prepareFile(new File([bytes], 'a.mp4'))).to.deep.equal({problem: 'videoTooLong'});
  });

  it('as MP4 loses place and date, and plays', async () => {
    const bytes = await taintedMp4();
    const prepared = await prepareFile(new File([bytes], 'Holiday.mp4'));
    expect(prepared).to.be.like({outgoing: {kind: 'video', seconds: 12}});
    if (!('outgoing' in prepared)) return;
    const sent = await bytesOf(prepared.outgoing.file);
    for (const text of [SECRET, '\xa9xyz', 'loci', 'XMP_', '\xe1\x23\x45\x67'])
      expect([text, indexOf(sent, text)]).to.deep.equal([text, -1]);
    const plain = await videoBytes();
    const media = indexOf(plain, 'moof');
    expect(indexOf(sent, new TextDecoder('latin1').decode(plain.subarray(media)))).to.be.greaterThan(0);
  });

  it('as WebM loses its tags, titles and attachments, and plays', async () => {
    const bytes = await taintedWebm();
    const prepared = await prepareFile(new File([bytes], 'Holiday.webm'));
    expect(prepared).to.be.like({outgoing: {kind: 'video', width: 64}});
    if (!('outgoing' in prepared)) return;
    expect(await contains(prepared.outgoing.file, SECRET)).to.be.false;
    expect(prepared.outgoing.file.size).to.equal(bytes.length); // The media data stays unchanged.
    for (const name of ['Chrome', 'libwebm', 'opus_enc'])
      expect(await contains(prepared.outgoing.file, name)).to.be.false;
  });

  it('loses tracks other than video and sound, with their samples', () => {
    const times = box('stts', u32(0), u32(1), u32(1), u32(1_000));
    const track = (id: number, handler: string, offset: number) => {
      const tables = [box('stsc', u32(0), u32(1), u32(1), u32(1), u32(1)), box('stsz', u32(0), u32(SECRET.length), u32(1)),
        box('stco', u32(0), u32(1), u32(offset))]; // prettier-ignore
      const hdlr = box('hdlr', u32(0), u32(0), handler, new Uint8Array(12), 'GoPro MET');
      const mdhd = box('mdhd', u32(0), u32(5), u32(6), u32(1_000), u32(0));
      return box('trak', box('tkhd', u32(0), u32(1), u32(2), u32(id), new Uint8Array(68)),
        box('mdia', mdhd, hdlr, box('minf', box('stbl', times, ...tables)))); // prettier-ignore
    };
    const movie = (offset: number) =>
      joined(box('ftyp', 'isom'), box('moov', track(1, 'vide', offset), track(2, 'meta', offset + SECRET.length)));
    const offset = movie(0).length + 8;
    const picture = 'p'.repeat(SECRET.length);
    const bytes = joined(movie(offset), box('mdat', picture, SECRET));
    expect(cleanMp4(bytes)).to.equal(bytes.length);
    expect(indexOf(bytes, SECRET)).to.equal(-1);
    expect(indexOf(bytes, 'GoPro')).to.equal(-1);
    expect(indexOf(bytes, picture)).to.equal(offset);
    expect(mp4Duration(bytes)).to.equal(1);
  });
});

describe('a recording in <live-player>', () => {
  const states = (element: LivePlayer) =>
    ['playing', 'waiting', 'blocked', 'off-air'].filter((state) => element.matches(`:state(${state})`));

  for (const type of ['video/webm', 'video/mp4'] as const) {
    it(`pauses, resumes, ends and plays again: ${type}`, async () => {
      const address = URL.createObjectURL(made.get(type)!);
      const {prototype} = HTMLMediaElement;
      const src = Object.getOwnPropertyDescriptor(prototype, 'src')!;
      // A blob address is not allowed; the file at an allowed address is the recording.
      Object.defineProperty(prototype, 'src', {
        ...src,
        set(this: HTMLMediaElement) {
          src.set!.call(this, address);
        },
      });
      atTestEnd(() => void Object.defineProperty(prototype, 'src', src));
      const element = put<LivePlayer>(`<live-player muted style="height: 200px" src="${VIDEO_URL}"></live-player>`);
      // The recording is short: a busy machine may observe its end before its start.
      const changes: string[] = [];
      for (const name of ['live-play', 'live-pause'] as const) element.addEventListener(name, () => changes.push(name));
      const happened = (...expected: readonly string[]) =>
        eventually(() => expect(changes.slice(0, expected.length)).to.deep.equal(expected));
      await happened('live-play');
      const video = part(element, 'video') as HTMLVideoElement;
      expect(() => element.pause()).not.to.throw();
      await happened('live-play', 'live-pause');
      expect(states(element)).to.deep.equal([]);
      expect(() => element.play()).not.to.throw();
      await happened('live-play', 'live-pause', 'live-play', 'live-pause');
      await eventually(() => expect(video.ended).to.be.true);
      element.play();
      await happened('live-play', 'live-pause', 'live-play', 'live-pause', 'live-play');
      element.remove();
    });
  }
});

it('the progress bar of a voice message without a stored length moves and ends full', async () => {
  const room = await joinedRoom('<chat-panel style="height: 300px"></chat-panel>');
  const panel = room.querySelector('chat-panel')!;
  const url = URL.createObjectURL(made.get('audio/webm')!);
  const media = {kind: 'sound', url, seconds: 0} as const;
  service.says({type: 'comment', kind: 'sound', text: '', media});
  const button = await until(() => findPrivate<HTMLButtonElement>(panel, 'mediaButton'));
  const share = () => parseFloat(findPrivate(button, 'playedPart')!.style.inlineSize);
  expect(share()).to.equal(0);
  const shares = new Set<number>();
  const observer = new MutationObserver(() => shares.add(share()));
  observer.observe(button, {subtree: true, attributeFilter: ['style']});
  button.click();
  await eventually(() => expect(share()).to.equal(100));
  observer.disconnect();
  expect([...shares].filter((seen) => seen > 0 && seen < 100)).to.not.be.empty;
});
