import {readFile, stat} from 'node:fs/promises';
import type {IncomingMessage, OutgoingHttpHeaders, ServerResponse} from 'node:http';
import {extname, join, sep} from 'node:path';
import {compress, negotiate} from './compression.ts';

export interface StaticFolder {
  readonly folder: string;
  /** Headers by the file's path inside the folder, with `/`. */
  readonly headers: (path: string) => OutgoingHttpHeaders;
  /** The endings of what is handed out, with their dot; everything in the folder unless given. */
  readonly endings?: readonly string[];
  /** Changes pages on their way out. */
  readonly page?: (html: string) => string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.mp4': 'video/mp4',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /^(text\/|application\/json|image\/svg)/;

/** What a page and its parts are made of. */
export const FOR_PAGES = Object.keys(TYPES);

/** Answers GET and HEAD with files of a folder, and anything else there with 404 or 405. Files are read when asked for: edits show at once. */
export function staticFiles({folder, headers, endings, page}: StaticFolder) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'only GET and HEAD', {allow: 'GET, HEAD'});
      return;
    }
    const found = await find(folder, path);
    // Asked of the file that was found, not of the address, which can be written in many ways.
    if (!found || (endings && !found.moved && !endings.includes(extname(found.file).toLowerCase()))) {
      refuse(response, 404, 'there is no such file', headers(path));
      return;
    }
    if (found.moved) {
      response.writeHead(308, {location: `${path.slice(path.lastIndexOf('/') + 1)}/`, 'content-length': 0}).end();
      return;
    }
    const type = TYPES[extname(found.file).toLowerCase()] ?? 'application/octet-stream';
    const encoding = COMPRESSIBLE.test(type) ? negotiate(request.headers['accept-encoding']) : 'identity';
    const etag = `W/"${found.size.toString(36)}-${Math.round(found.changedAt).toString(36)}-${encoding}"`;
    const common: OutgoingHttpHeaders = {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
      etag,
      ...headers(path),
    };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, common).end();
      return;
    }
    const bytes = await readFile(found.file);
    const plain = page && type === TYPES['.html'] ? Buffer.from(page(bytes.toString('utf8'))) : bytes;
    const body = await compress(plain, encoding, `${found.file}|${etag}`);
    response.writeHead(200, {
      ...common,
      ...(encoding !== 'identity' && {'content-encoding': encoding}),
      'content-length': body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

export function refuse(response: ServerResponse, status: number, why: string, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, {...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store'});
  response.end(`${why}\n`);
}

interface Found {
  readonly file: string;
  readonly size: number;
  readonly changedAt: number;
  /** A folder asked for without its slash. */
  readonly moved: boolean;
}

async function find(folder: string, path: string): Promise<Found | undefined> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined; // Not an encoding of anything: no file has such a name.
  }
  // Nothing here is named with them, and to some systems they are more than a name.
  if (/[\0\\:]/.test(decoded)) return undefined;
  const file = join(folder, decoded);
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined;
  if (decoded.split(/[/\\]/).some((name) => name.startsWith('.'))) return undefined;
  const entry = await entryOf(decoded.endsWith('/') ? join(file, 'index.html') : file);
  if (!entry) return undefined;
  return entry.isDirectory
    ? {file: entry.file, size: 0, changedAt: 0, moved: true}
    : {file: entry.file, size: entry.size, changedAt: entry.changedAt, moved: false};
}

async function entryOf(file: string) {
  try {
    const entry = await stat(file);
    return {file, size: entry.size, changedAt: entry.mtimeMs, isDirectory: entry.isDirectory()};
  } catch {
    return undefined; // Not there.
  }
}
