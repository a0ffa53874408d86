/** Tracks of a publisher: audio, camera in high and low resolution, screen. */
export const TRACKS = ['audio', 'bigVideo', 'smallVideo', 'auxVideo'] as const;
export type Track = (typeof TRACKS)[number];
export type Tracks = Readonly<Record<Track, boolean>>;

export const NO_TRACKS: Tracks = {audio: false, bigVideo: false, smallVideo: false, auxVideo: false};

/** Clock rates of RTP. */
export const CLOCK_HZ = {audio: 48_000, video: 90_000} as const;

/** @returns The flag of the published tracks in the list of publishers. */
export function flagOf(on: Tracks, muted: Pick<Tracks, 'audio' | 'bigVideo'>): number {
  const bits: readonly (readonly [boolean, number])[] = [
    [on.bigVideo, 1],
    [on.smallVideo, 2],
    [on.auxVideo, 4],
    [on.audio, 8],
    [muted.bigVideo, 16],
    [muted.audio, 64],
  ];
  return bits.reduce((flag, [set, bit]) => flag | (set ? bit : 0), 0);
}

/** @returns True if a VP8 key frame starts here. RFC 7741, sections 4.2 and 4.3. */
export function beginsKeyFrame(payload: Buffer): boolean {
  const first = payload[0] ?? 0;
  const beginsFrame = (first & 0x10) !== 0 && (first & 0x0f) === 0;
  if (!beginsFrame) return false;
  let at = 1;
  if (first & 0x80) {
    const more = payload[at++] ?? 0;
    if (more & 0x80) at += (payload[at] ?? 0) & 0x80 ? 2 : 1;
    if (more & 0x40) at += 1;
    if (more & 0x30) at += 1;
  }
  return at < payload.length && (payload[at]! & 1) === 0;
}
