import type {IncomingMessage, ServerResponse} from 'node:http';
import {readFragments, shift, timescalesOf, type Fragment} from './fragments.ts';

const PATH = '/stream/';
/** Finished segments in the playlist. Players start three segments before the end, and need some earlier ones. */
const PLAYLIST_SEGMENTS = 6;

/**
 * Serves a recording as an HLS live stream in a loop: `/stream/host.m3u8` and its segments. The clock decides the
 * position, so the stream costs nothing without viewers. All rounds share one timeline, because WebKitGTK (2.50) stalls
 * at `EXT-X-DISCONTINUITY`, also with hls.js.
 */
export class LiveStream {
  readonly #init: Buffer;
  readonly #fragments: readonly Fragment[];
  readonly #timescales: ReadonlyMap<number, number>;
  readonly #length: number;
  /** Unix seconds. The first round is in the past, so that the playlist is not empty. */
  readonly #began: number;

  /** @param file A fragmented MP4. @param now Unix seconds. */
  constructor(file: Buffer, now = Date.now() / 1_000) {
    ({init: this.#init, fragments: this.#fragments} = readFragments(file));
    this.#timescales = timescalesOf(this.#init);
    this.#length = this.#fragments.reduce((sum, {seconds}) => sum + seconds, 0);
    this.#began = now - 2 * this.#length;
  }

  /** @returns False if the request is for another path; it is untouched then. */
  handle({url = '/'}: IncomingMessage, response: ServerResponse): boolean {
    const path = url.split(/[?#]/, 1)[0]!;
    if (!path.startsWith(PATH)) return false;
    const name = path.slice(PATH.length);
    const number = /^(\d{1,9})\.m4s$/.exec(name)?.[1];
    const part = name === 'init.mp4' ? this.#init : number && this.segment(Number(number), Date.now() / 1_000);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (name === 'host.m3u8') {
      response.writeHead(200, {'Content-Type': 'application/vnd.apple.mpegurl', 'Cache-Control': 'no-store'});
      response.end(this.playlist(Date.now() / 1_000));
    } else if (part) {
      response.writeHead(200, {'Content-Type': 'video/mp4', 'Cache-Control': 'public, max-age=60'}).end(part);
    } else {
      response.writeHead(404).end();
    }
    return true;
  }

  /** @param now Unix seconds. @returns The segment with its timestamps; undefined if it has not ended yet. */
  segment(number: number, now: number): Buffer | undefined {
    if (number >= this.#endAt(now)) return undefined;
    const round = Math.floor(number / this.#fragments.length);
    return shift(this.#fragments[number % this.#fragments.length]!, round * this.#length, this.#timescales);
  }

  /** @param now Unix seconds. */
  playlist(now: number): string {
    const end = this.#endAt(now);
    const numbers = Array.from({length: PLAYLIST_SEGMENTS}, (_, at) => end - PLAYLIST_SEGMENTS + at);
    const longest = Math.max(...this.#fragments.map(({seconds}) => seconds));
    return [
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      `#EXT-X-TARGETDURATION:${Math.round(longest)}`,
      `#EXT-X-MEDIA-SEQUENCE:${numbers[0]}`,
      '#EXT-X-MAP:URI="init.mp4"',
      ...numbers.flatMap((number) => {
        const {seconds} = this.#fragments[number % this.#fragments.length]!;
        return [`#EXTINF:${seconds.toFixed(3)},`, `${number}.m4s`];
      }),
      '',
    ].join('\n');
  }

  /** @returns The number of the running segment. */
  #endAt(now: number): number {
    const passed = now - this.#began;
    const round = Math.floor(passed / this.#length);
    let within = passed - round * this.#length;
    let index = 0;
    while (index < this.#fragments.length - 1 && within >= this.#fragments[index]!.seconds)
      within -= this.#fragments[index++]!.seconds;
    return round * this.#fragments.length + index;
  }
}
