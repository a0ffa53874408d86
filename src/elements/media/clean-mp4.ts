import {boxesIn, type Box} from './mp4-boxes.js';
import {Mp4File, type Track} from './mp4-file.js';
import type {Bytes} from './picture-file.js';

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

/**
 * Removes metadata of a video in place: location, time, device, texts, and all tracks except picture and sound. Bytes that are
 * played keep their position.
 *
 * @returns The number of bytes to keep; bytes after the last box are cut.
 * @throws If the file is no MP4.
 */
export function cleanMp4(bytes: Bytes): number {
  const file = new Mp4File(bytes);
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

function cleanChildren(file: Mp4File, parent: string, from: number, to: number): void {
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
function cleanSampleEntries({bytes}: Mp4File, {body, end}: Box): void {
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
function cleanReferences(file: Mp4File, dinf: Box): void {
  for (const dref of file.children(dinf, 'dref'))
    for (const {body, end} of boxesIn(file.bytes, dref.body + 8, dref.end))
      file.bytes.fill(0, Math.min(end, body + 4), end);
}

function blankBox(bytes: Bytes, {start, body, end}: Box): void {
  bytes.set([0x66, 0x72, 0x65, 0x65], start + 4); // free
  bytes.fill(0, body, end);
}

function zeroRange(file: Mp4File, from: number, size: number): void {
  file.countWork(1 + size / 1_024);
  file.bytes.fill(0, from, from + size);
}

function zeroSamples(file: Mp4File, {stbl}: Track): void {
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
