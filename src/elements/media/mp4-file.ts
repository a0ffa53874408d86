/** Reads the tracks of MP4 and QuickTime files, plain or fragmented: ISO/IEC 14496-12. */
import {boxesIn, type Box} from './mp4-boxes.js';
import {latin1, viewOf, type Bytes} from './picture-file.js';

/** Maximum number of entries of all tables and boxes together; a video of 60 s has some thousands. */
const WORK_LIMIT = 4_000_000;

/** Value of a duration that is unknown: all bits are set. */
const UNKNOWN_DURATION = 0xffffffff;

export interface Track {
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

export interface Run {
  /** Offset of its first sample in the file; undefined if it follows the run before. */
  readonly offset: number | undefined;
  readonly duration: number;
  readonly size: number;
}

export class Mp4File {
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
            this.#readRun(trun, base === undefined ? moof.start : this.u64(base), {
              duration: duration === undefined ? track.defaultDuration : this.u32(duration),
              size: size === undefined ? track.defaultSize : this.u32(size),
            }),
          ),
        };
      }
    }
  }

  #readRun(trun: Box, base: number, defaults: {readonly duration: number; readonly size: number}): Run {
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
