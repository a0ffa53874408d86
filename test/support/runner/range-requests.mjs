/**
 * Serves range requests for recordings. A player seeks in a video by them, and the test runner's server ignores them.
 */
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {extname, join} from 'node:path';
import {ROOT} from '../../../demo/dev/start/command.mjs';

/** The folders of the recordings. */
export const FOLDERS = ['demo/dev/media', 'test/support/browser/recordings'];
const FILES = new RegExp(String.raw`^/(?:${FOLDERS.join('|')})/[\w-]+\.(?:mp4|m4a|webm|ogg)$`);

/** A middleware of Koa. */
export async function rangeRequests(context, next) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(context.get('Range')) ?? [];
  if (from === undefined || !FILES.test(context.path)) return next();
  const path = join(ROOT, context.path);
  const file = await stat(path).catch(() => undefined);
  if (!file) return next();
  const start = Number(from);
  const end = Math.min(to ? Number(to) : Infinity, file.size - 1);
  context.status = start > end ? 416 : 206;
  context.set('Content-Range', start > end ? `bytes */${file.size}` : `bytes ${start}-${end}/${file.size}`);
  context.set('Accept-Ranges', 'bytes');
  if (start > end) return;
  context.type = extname(path);
  context.length = end - start + 1;
  context.body = createReadStream(path, {start, end});
}
