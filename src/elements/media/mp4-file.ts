/** Reads and cleans MP4 and QuickTime files, plain or fragmented: ISO/IEC 14496-12. */
import {latin1, viewOf, type Bytes} from './picture-file.js';

export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Maximum number of entries of all tables and boxes together; a video of 60 s has some thousands. */
const WORK_MAX = 4_000_000;

/** Value of a duration that is unknown: all bits are set. */
const UNKNOWN = 0xffffffff;

/** Boxes that are needed for playback, by parent. All others contain metadata or private data. */
const KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  '': set('ftyp styp moov moof mdat sidx ssix mfra'),
  moov: set('mvhd trak mvex'),
  trak: set('tkhd edts mdia'),
  edts: set('elst'),
  mdia: set('mdhd hdlr minf'),
  minf: set('vmhd smhd dinf stbl hdlr'),
  stbl: set('stsd stts ctts cslg stss stsc stsz stz2 stco co64 sdtp sgpd sbgp stps'),
  mvex: set('mehd trex trep'),
  moof: set('mfhd traf'),
  traf: set('tfhd tfdt trun sdtp sgpd sbgp'),
  mfra: set('tfra mfro'),
};

function set(types: string): ReadonlySet<string> {
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
  #work = 0;

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
  work(amount = 1): void {
    this.#work += amount;
    if (this.#work > WORK_MAX) throw new RangeError('the MP4 file has too many entries');
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
    this.work();
    const [tkhd, mdhd, hdlr] = [
      this.child(box, 'tkhd'),
      this.child(box, 'mdia', 'mdhd'),
      this.child(box, 'mdia', 'hdlr'),
    ];
    if (!tkhd || !mdhd || !hdlr) throw new Error('the MP4 file has a track without tkhd, mdhd or hdlr');
    const timescale = this.u32(mdhd.body + (this.version(mdhd) ? 20 : 12));
    const stbl = this.child(box, 'mdia', 'minf', 'stbl');
    const id = this.u32(tkhd.body + (this.version(tkhd) ? 20 : 12));
    const edited = this.#edited(this.child(box, 'edts', 'elst')) / (movieScale || Infinity);
    this.tracks.set(id, {
      id,
      box,
      stbl,
      timescale,
      handler: latin1(this.bytes, hdlr.body + 8, 4),
      duration: edited ? edited * timescale : this.#tabled(this.child(stbl, 'stts')),
      defaultDuration: 0,
      defaultSize: 0,
      first: Infinity,
      last: 0,
    });
  }

  /** Sum of the edits. 0 if there are none, or if one has an unknown duration. */
  #edited(elst: Box | undefined): number {
    if (!elst) return 0;
    const wide = this.version(elst) === 1;
    const count = this.u32(elst.body + 4);
    let sum = 0;
    for (let entry = 0; entry < count; entry += 1) {
      this.work();
      const at = elst.body + 8 + entry * (wide ? 20 : 12);
      if (at + (wide ? 20 : 12) > elst.end) break;
      const length = wide ? this.u64(at) : this.u32(at);
      if (length >= (wide ? 2 ** 63 : UNKNOWN)) return 0;
      sum += length;
    }
    return sum;
  }

  #tabled(stts: Box | undefined): number {
    if (!stts) return 0;
    const count = this.u32(stts.body + 4);
    let sum = 0;
    for (let entry = 0; entry < count; entry += 1) {
      this.work();
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
        const field = (flag: number, length: number) => {
          if (!(flags & flag)) return undefined;
          at += length;
          return at - length;
        };
        const base = field(0x1, 8);
        field(0x2, 4);
        const duration = field(0x8, 4);
        const size = field(0x10, 4);
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

  #run(trun: Box, base: number, given: {readonly duration: number; readonly size: number}): Run {
    const flags = this.u32(trun.body) & 0xffffff;
    const count = this.u32(trun.body + 4);
    let at = trun.body + 8;
    const offset = flags & 0x1 ? viewOf(this.bytes).getInt32(at) : undefined;
    if (flags & 0x1) at += 4;
    if (flags & 0x4) at += 4;
    let stride = 0;
    for (const flag of [0x100, 0x200, 0x400, 0x800]) stride += flags & flag ? 4 : 0;
    const place = offset === undefined ? undefined : base + offset;
    if (!stride) return {place, duration: count * given.duration, size: count * given.size};
    let [duration, size] = [0, 0];
    for (let sample = 0; sample < count && at + stride <= trun.end; sample += 1, at += stride) {
      this.work();
      duration += flags & 0x100 ? this.u32(at) : given.duration;
      size += flags & 0x200 ? this.u32(at + (flags & 0x100 ? 4 : 0)) : given.size;
    }
    return {place, duration, size};
  }
}

interface Run {
  /** Offset of its first sample in the file; undefined if it follows the run before. */
  readonly place: number | undefined;
  readonly duration: number;
  readonly size: number;
}

/** Length of a video by its own tables, s. Undefined without one. Throws if the file is no MP4. */
export function mp4Seconds(bytes: Bytes): number | undefined {
  return secondsOf(new Mp4(bytes));
}

function secondsOf(file: Mp4): number | undefined {
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
export function withoutRepeats(bytes: Bytes): Bytes[] {
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
    for (const {place = at, size} of runs) {
      if (place === undefined) throw new Error('the MP4 file has samples at an unknown position');
      wipe(file, place, size);
      at = place + size;
    }
    blank(bytes, traf);
  }
  for (const track of file.tracks.values()) {
    if (isPlayed(track)) continue;
    wipeSamples(file, track);
    blank(bytes, track.box);
  }
  cleanWithin(file, '', 0, bytes.length);
  return file.top.at(-1)!.end;
}

function isPlayed({handler}: Track): boolean {
  return handler === 'vide' || handler === 'soun';
}

function cleanWithin(file: Mp4, parent: string, from: number, to: number): void {
  const {bytes} = file;
  for (const box of boxesIn(bytes, from, to)) {
    file.work();
    const {type, body, end} = box;
    if (!KEPT[parent]!.has(type)) blank(bytes, box);
    else if (Object.hasOwn(KEPT, type)) cleanWithin(file, type, body, end);
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
      if (/^(uuid|udta|meta)$/.test(box.type)) blank(bytes, box);
  }
}

/** Clears references to files on the maker's disk. */
function cleanReferences(file: Mp4, dinf: Box): void {
  for (const dref of file.children(dinf, 'dref'))
    for (const {body, end} of boxesIn(file.bytes, dref.body + 8, dref.end))
      file.bytes.fill(0, Math.min(end, body + 4), end);
}

function blank(bytes: Bytes, {start, body, end}: Box): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], start + 4); // free
  bytes.fill(0, body, end);
}

function wipe(file: Mp4, from: number, size: number): void {
  file.work(1 + size / 1_024);
  file.bytes.fill(0, from, from + size);
}

function wipeSamples(file: Mp4, {stbl}: Track): void {
  const stsc = file.child(stbl, 'stsc');
  const sizes = file.child(stbl, 'stsz');
  const narrow = file.child(stbl, 'stco');
  const offsets = narrow ?? file.child(stbl, 'co64');
  if (!stsc || !offsets) return;
  if (!sizes) throw new Error('the MP4 file has a track without an stsz box');
  const common = file.u32(sizes.body + 4);
  const chunks = file.u32(offsets.body + 4);
  const runs = file.u32(stsc.body + 4);
  let sample = 0;
  let run = 0;
  for (let chunk = 1; chunk <= chunks && runs; chunk += 1) {
    while (run + 1 < runs && file.u32(stsc.body + 8 + (run + 1) * 12) <= chunk) run += 1;
    const samples = file.u32(stsc.body + 8 + run * 12 + 4);
    let size = common * samples;
    for (let nth = 0; !common && nth < samples; nth += 1, sample += 1) {
      file.work();
      size += file.u32(sizes.body + 12 + sample * 4);
    }
    const at = offsets.body + 8 + (chunk - 1) * (narrow ? 4 : 8);
    wipe(file, narrow ? file.u32(at) : file.u64(at), size);
  }
}
