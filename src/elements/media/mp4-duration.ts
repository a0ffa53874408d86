import {Mp4File} from './mp4-file.js';
import type {Bytes} from './picture-file.js';

/** Length of a video by its own tables, s. Undefined if it has none. Throws if the file is no MP4. */
export function mp4Duration(bytes: Bytes): number | undefined {
  return durationOf(new Mp4File(bytes));
}

function durationOf(file: Mp4File): number | undefined {
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
    // Tables of a fragmented file end before its first fragment. Edits may include the fragments, so nothing is added.
    .map(
      ({duration, first, last, timescale}) => (last > first ? Math.max(last - first, duration) : duration) / timescale,
    );
  return Math.max(...lengths) > 0 ? Math.max(...lengths) : undefined;
}
