/** Reads and cleans MP4 and QuickTime files, plain or fragmented: ISO/IEC 14496-12. */
import {latin1, viewOf, type Bytes} from './picture-file.js';

export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Maximum number of entries of all tables and boxes together; a video of 60 s has some thousands. */
const WORK_LIMIT = 4_000_000;

/** Value of a duration that is unknown: all bits are set. */
const UNKNOWN_DURATION = 0xffffffff;

/** Boxes that are needed for playback, by parent. All others contain metadata or private data. */
const KEPT_BOXES: Readonly<Record<string, ReadonlySet<string>>> = {
  '': typeSet('ftyp styp moov moof mdat sidx ssix mfra'),
  moov: typeSet('mvhd trak mvex'),
  trak: typeSet('tkhd edts mdia'),
  edts: typeSet('elst'),
  mdia: typeSet('mdhd hdlr minf'),
  minf: typeSet('vmhd smhd dinf stbl hdlr'),
  stbl: typeSet('stsd stts ctts cslg stss stsc stsz stz2 stco co64 sdtp sgpd sbgp stps'),
  mvex: typeSet('mehd trex trep'),
  moof: typeSet('mfhd traf'),
  traf: typeSet('tfhd tfdt trun sdtp sgpd sbgp'),
  mfra: typeSet('tfra mfro'),
};

function typeSet(types: string): ReadonlySet<string> {
  return new Set(types.split(' '));
}

/** Reads the boxes between two positions. It ends at truncated or invalid data. */
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

interface Track {
  readonly id: number;
  /** Handler type of the `hdlr` box: `vide`, `soun` and others. */
  readonly handler: string;
  readonly timescale: number;
  /** Duration by its edits, or else by its tables, in units of the timescale. */
  duration: number;
  readonly stbl: Box | undefined;
  readonly box: Box;
  defaultDuration: number;
  defaultSize: number;
  /** Start and end of its fragments, in units of the timescale. */
  first: number;
  last: number;
}

class Mp4 {
  readonly tracks = new Map<number, Track>();
  readonly top: readonly Box[];
  #workDone = 0;

  constructor(readonly bytes: Bytes) {
    this.top = [...boxesIn(bytes, 0, bytes.length)];
    const moov = this.top.find(({type}) => type === 'moov');
    if (!moov) throw new Error('the MP4 file has no moov box');
    const movie = [...boxesIn(bytes, moov.body, moov.end)];
    const mvhd = movie.find(({type}) => type === 'mvhd');
    const movieScale = mvhd ? this.u32(mvhd.body + (this.version(mvhd) ? 20 : 12)) : 0;
    for (const box of movie) if (box.type === 'trak') this.#readTrack(box, movieScale);
    for (const mvex of movie.filter(({type}) => type === 'mvex')) {
      for (const {body} of this.children(mvex, 'trex')) {
        const track = this.tracks.get(this.u32(body + 4));
        if (track) {
          track.defaultDuration = this.u32(body + 12);
          track.defaultSize = this.u32(body + 16);
        }
      }
    }
  }

  /** Counts work, and throws if a file would take too long. */
  countWork(amount = 1): void {
    this.#workDone += amount;
    if (this.#workDone > WORK_LIMIT) throw new RangeError('the MP4 file has too many entries');
  }

  u32(at: number): number {
    return viewOf(this.bytes).getUint32(at);
  }

  u64(at: number): number {
    return this.u32(at) * 2 ** 32 + this.u32(at + 4);
  }

  version({body}: Box): number {
    return viewOf(this.bytes).getUint8(body);
  }

  children({body, end}: Box, type: string): Box[] {
    return [...boxesIn(this.bytes, body, end)].filter((box) => box.type === type);
  }

  child(box: Box | undefined, ...path: readonly string[]): Box | undefined {
    return path.reduce<Box | undefined>((found, type) => found && this.children(found, type)[0], box);
  }

  #readTrack(box: Box, movieScale: number): void {
    this.countWork();
    const [tkhd, mdhd, hdlr] = [
      this.child(box, 'tkhd'),
      this.child(box, 'mdia', 'mdhd'),
      this.child(box, 'mdia', 'hdlr'),
    ];
    if (!tkhd || !mdhd || !hdlr) throw new Error('the MP4 file has a track without tkhd, mdhd or hdlr');
    const timescale = this.u32(mdhd.body + (this.version(mdhd) ? 20 : 12));
    const stbl = this.child(box, 'mdia', 'minf', 'stbl');
    const id = this.u32(tkhd.body + (this.version(tkhd) ? 20 : 12));
    const editedSeconds = this.#editedDuration(this.child(box, 'edts', 'elst')) / (movieScale || Infinity);
    this.tracks.set(id, {
      id,
      box,
      stbl,
      timescale,
      handler: latin1(this.bytes, hdlr.body + 8, 4),
      duration: editedSeconds ? editedSeconds * timescale : this.#tableDuration(this.child(stbl, 'stts')),
      defaultDuration: 0,
      defaultSize: 0,
      first: Infinity,
      last: 0,
    });
  }

  /** Sum of the edits. 0 if there are none, or if one has an unknown duration. */
  #editedDuration(elst: Box | undefined): number {
    if (!elst) return 0;
    const wide = this.version(elst) === 1;
    const count = this.u32(elst.body + 4);
    let sum = 0;
    for (let entry = 0; entry < count; entry += 1) {
      this.countWork();
      const at = elst.body + 8 + entry * (wide ? 20 : 12);
      if (at + (wide ? 20 : 12) > elst.end) break;
      const length = wide ? this.u64(at) : this.u32(at);
      if (length >= (wide ? 2 ** 63 : UNKNOWN_DURATION)) return 0;
      sum += length;
    }
    return sum;
  }

  #tableDuration(stts: Box | undefined): number {
    if (!stts) return 0;
    const count = this.u32(stts.body + 4);
    let sum = 0;
    for (let entry = 0; entry < count; entry += 1) {
      this.countWork();
      const at = stts.body + 8 + entry * 8;
      if (at + 8 > stts.end) break;
      sum += this.u32(at) * this.u32(at + 4);
    }
    return sum;
  }

  /** Reads the runs of samples of all fragments. */
  *fragments(): Generator<{readonly track: Track; readonly traf: Box; readonly runs: readonly Run[]}> {
    for (const moof of this.top) {
      if (moof.type !== 'moof') continue;
      for (const traf of this.children(moof, 'traf')) {
        const tfhd = this.child(traf, 'tfhd');
        const track = tfhd && this.tracks.get(this.u32(tfhd.body + 4));
        if (!tfhd || !track) continue;
        const flags = this.u32(tfhd.body) & 0xffffff;
        let at = tfhd.body + 8;
        const skipField = (flag: number, length: number) => {
          if (!(flags & flag)) return undefined;
          at += length;
          return at - length;
        };
        const base = skipField(0x1, 8);
        skipField(0x2, 4);
        const duration = skipField(0x8, 4);
        const size = skipField(0x10, 4);
        yield {
          track,
          traf,
          runs: this.children(traf, 'trun').map((trun) =>
            this.#run(trun, base === undefined ? moof.start : this.u64(base), {
              duration: duration === undefined ? track.defaultDuration : this.u32(duration),
              size: size === undefined ? track.defaultSize : this.u32(size),
            }),
          ),
        };
      }
    }
  }

  #run(trun: Box, base: number, defaults: {readonly duration: number; readonly size: number}): Run {
    const flags = this.u32(trun.body) & 0xffffff;
    const count = this.u32(trun.body + 4);
    let at = trun.body + 8;
    const relativeOffset = flags & 0x1 ? viewOf(this.bytes).getInt32(at) : undefined;
    if (flags & 0x1) at += 4;
    if (flags & 0x4) at += 4;
    let stride = 0;
    for (const flag of [0x100, 0x200, 0x400, 0x800]) stride += flags & flag ? 4 : 0;
    const offset = relativeOffset === undefined ? undefined : base + relativeOffset;
    if (!stride) return {offset, duration: count * defaults.duration, size: count * defaults.size};
    let [duration, size] = [0, 0];
    for (let sample = 0; sample < count && at + stride <= trun.end; sample += 1, at += stride) {
      this.countWork();
      duration += flags & 0x100 ? this.u32(at) : defaults.duration;
      size += flags & 0x200 ? this.u32(at + (flags & 0x100 ? 4 : 0)) : defaults.size;
    }
    return {offset, duration, size};
  }
}

interface Run {
  /** Offset of its first sample in the file; undefined if it follows the run before. */
  readonly offset: number | undefined;
  readonly duration: number;
  readonly size: number;
}

/** Length of a video by its own tables, s. Undefined without one. Throws if the file is no MP4. */
export function mp4Duration(bytes: Bytes): number | undefined {
  return durationOf(new Mp4(bytes));
}

function durationOf(file: Mp4): number | undefined {
  for (const {track, traf, runs} of file.fragments()) {
    const tfdt = file.child(traf, 'tfdt');
    const from = !tfdt ? track.last : file.version(tfdt) ? file.u64(tfdt.body + 4) : file.u32(tfdt.body + 4);
    track.first = Math.min(track.first, from);
    let end = from;
    for (const {duration} of runs) end += duration;
    track.last = Math.max(track.last, end);
  }
  const lengths = [...file.tracks.values()]
    .filter(({timescale}) => timescale)
    // Tables of a fragmented file end before its first fragment; edits may include the fragments, so nothing is added.
    .map(
      ({duration, first, last, timescale}) => (last > first ? Math.max(last - first, duration) : duration) / timescale,
    );
  return Math.max(...lengths) > 0 ? Math.max(...lengths) : undefined;
}

/**
 * Returns the parts of a file without boxes that repeat the box before them. WebKitGTK (2.50) writes `ftyp` and the last `moof` of
 * a recording twice. Sample offsets count from the repeated `moof`, so other engines decode the wrong bytes.
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

/**
 * Removes metadata of a video in place: location, time, device, texts, and all tracks except picture and sound. Bytes that are
 * played keep their position.
 *
 * @returns The number of bytes to keep; bytes after the last box are cut.
 * @throws If the file is no MP4.
 */
export function cleanMp4(bytes: Bytes): number {
  const file = new Mp4(bytes);
  for (const {track, runs, traf} of file.fragments()) {
    if (isPlayed(track)) continue;
    let at: number | undefined;
    for (const {offset = at, size} of runs) {
      if (offset === undefined) throw new Error('the MP4 file has samples at an unknown position');
      zeroRange(file, offset, size);
      at = offset + size;
    }
    blankBox(bytes, traf);
  }
  for (const track of file.tracks.values()) {
    if (isPlayed(track)) continue;
    zeroSamples(file, track);
    blankBox(bytes, track.box);
  }
  cleanChildren(file, '', 0, bytes.length);
  return file.top.at(-1)!.end;
}

function isPlayed({handler}: Track): boolean {
  return handler === 'vide' || handler === 'soun';
}

function cleanChildren(file: Mp4, parent: string, from: number, to: number): void {
  const {bytes} = file;
  for (const box of boxesIn(bytes, from, to)) {
    file.countWork();
    const {type, body, end} = box;
    if (!KEPT_BOXES[parent]!.has(type)) blankBox(bytes, box);
    else if (Object.hasOwn(KEPT_BOXES, type)) cleanChildren(file, type, body, end);
    else if (type === 'mvhd' || type === 'tkhd' || type === 'mdhd')
      bytes.fill(0, body + 4, Math.min(end, body + (file.version(box) ? 20 : 12))); // Times of creation and change.
    else if (type === 'hdlr')
      bytes.fill(0, Math.min(end, body + 12), end); // Names of the device's maker and software.
    else if (type === 'stsd') cleanSampleEntries(file, box);
    else if (type === 'dinf') cleanReferences(file, box);
  }
}

/** Clears the encoder's name in the sample entries of pictures. */
function cleanSampleEntries({bytes}: Mp4, {body, end}: Box): void {
  for (const entry of boxesIn(bytes, body + 8, end)) {
    const isVideo =
      entry.end - entry.body >= 78 && /^(avc|hvc|hev|av01|vp0|mp4v|s263|dv|apc|jpeg|mjp)/.test(entry.type);
    if (!isVideo) continue;
    bytes.fill(0, entry.body + 42, entry.body + 74);
    for (const box of boxesIn(bytes, entry.body + 78, entry.end))
      if (/^(uuid|udta|meta)$/.test(box.type)) blankBox(bytes, box);
  }
}

/** Clears references to files on the maker's disk. */
function cleanReferences(file: Mp4, dinf: Box): void {
  for (const dref of file.children(dinf, 'dref'))
    for (const {body, end} of boxesIn(file.bytes, dref.body + 8, dref.end))
      file.bytes.fill(0, Math.min(end, body + 4), end);
}

function blankBox(bytes: Bytes, {start, body, end}: Box): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], start + 4); // free
  bytes.fill(0, body, end);
}

function zeroRange(file: Mp4, from: number, size: number): void {
  file.countWork(1 + size / 1_024);
  file.bytes.fill(0, from, from + size);
}

function zeroSamples(file: Mp4, {stbl}: Track): void {
  const stsc = file.child(stbl, 'stsc');
  const sizes = file.child(stbl, 'stsz');
  const stco = file.child(stbl, 'stco');
  const offsets = stco ?? file.child(stbl, 'co64');
  if (!stsc || !offsets) return;
  if (!sizes) throw new Error('the MP4 file has a track without an stsz box');
  const commonSize = file.u32(sizes.body + 4);
  const chunks = file.u32(offsets.body + 4);
  const runs = file.u32(stsc.body + 4);
  let sample = 0;
  let run = 0;
  for (let chunk = 1; chunk <= chunks && runs; chunk += 1) {
    while (run + 1 < runs && file.u32(stsc.body + 8 + (run + 1) * 12) <= chunk) run += 1;
    const samples = file.u32(stsc.body + 8 + run * 12 + 4);
    let size = commonSize * samples;
    for (let index = 0; !commonSize && index < samples; index += 1, sample += 1) {
      file.countWork();
      size += file.u32(sizes.body + 12 + sample * 4);
    }
    const at = offsets.body + 8 + (chunk - 1) * (stco ? 4 : 8);
    zeroRange(file, stco ? file.u32(at) : file.u64(at), size);
  }
}
