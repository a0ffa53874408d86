/** Files that viewers send: uploaded once by a signed URL, readable by everyone who knows the URL. */
import {randomBytes} from 'node:crypto';
import {createReadStream, createWriteStream, type Stats} from 'node:fs';
import {mkdir, mkdtemp, rename, rm, stat} from 'node:fs/promises';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Transform} from 'node:stream';
import {pipeline} from 'node:stream/promises';

/** `file_type` of the SDK. */
export const FileKind = {image: 1, video: 2, audio: 3, file: 255} as const;

const MB = 1_048_576;

/** The service's size limit of each kind, in bytes. */
const MAX_BYTES: Readonly<Record<number, number>> = {
  [FileKind.image]: 28 * MB,
  [FileKind.video]: 100 * MB,
  [FileKind.audio]: 28 * MB,
  [FileKind.file]: 100 * MB,
};

/** Lifetime and maximum number of upload URLs. */
const GRANT_MS = 15 * 60_000;
const GRANTS_MAX = 10_000;

/** Types served inline; every other file is a download. SVG and HTML are not inline, because a browser would run them. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
};

const NAME = /^[0-9a-f]{24}\.[a-z0-9]{1,5}$/;

interface Grant {
  readonly name: string;
  readonly maxBytes: number;
  readonly until: number;
}

export class Files {
  readonly #grants = new Map<string, Grant>();
  #folder: Promise<string> | undefined;
  readonly #isTemporary: boolean;
  readonly #chosenFolder: string | undefined;

  /** @param folder Default: a temporary folder. */
  constructor(folder: string | undefined) {
    this.#chosenFolder = folder;
    this.#isTemporary = folder === undefined;
  }

  /** Signs a URL for one upload. @returns Undefined for an unknown kind. */
  grant(kind: number, fileName: string): {readonly name: string; readonly sign: string} | undefined {
    const maxBytes = MAX_BYTES[kind];
    if (maxBytes === undefined) return undefined;
    const [, extension = 'bin'] = /\.([a-z0-9]{1,5})$/i.exec(fileName) ?? [];
    const name = `${randomBytes(12).toString('hex')}.${extension.toLowerCase()}`;
    const sign = randomBytes(16).toString('hex');
    const [oldest] = this.#grants.keys();
    if (this.#grants.size >= GRANTS_MAX && oldest) this.#grants.delete(oldest);
    this.#grants.set(sign, {name, maxBytes, until: Date.now() + GRANT_MS});
    return {name, sign};
  }

  /** Responds to a request for one file. */
  async handle(name: string, sign: string | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, PUT');
      response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
      response.writeHead(204).end();
    } else if (!NAME.test(name)) refuse(request, response, 404);
    else if (request.method === 'PUT') await this.#put(name, sign, request, response);
    else if (request.method === 'GET' || request.method === 'HEAD') await this.#get(name, request, response);
    else refuse(request, response, 405);
  }

  async close(): Promise<void> {
    this.#grants.clear();
    if (this.#isTemporary && this.#folder) await rm(await this.#folder, {recursive: true, force: true});
  }

  async #put(name: string, sign: string | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const grant = this.#grants.get(sign ?? '');
    this.#grants.delete(sign ?? '');
    if (grant?.name !== name || Date.now() > grant.until) return refuse(request, response, 403);
    if (Number(request.headers['content-length']) > grant.maxBytes) return refuse(request, response, 413);
    const path = join(await this.#place(), name);
    const part = `${path}.part`; // A partial file is never readable under its name.
    try {
      await pipeline(request, atMost(grant.maxBytes), createWriteStream(part, {flags: 'wx'}));
      await rename(part, path);
      response.writeHead(200).end();
    } catch {
      await rm(part, {force: true});
      if (!response.headersSent) response.writeHead(413, {Connection: 'close'}).end(); // The file is too large, or the client disconnected.
    }
  }

  async #get(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = join(await this.#place(), name);
    const found: Stats | undefined = await stat(path).catch(() => undefined);
    if (!found) return refuse(request, response, 404);
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    response.setHeader('Content-Type', type ?? 'application/octet-stream');
    if (!type) response.setHeader('Content-Disposition', 'attachment');
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Accept-Ranges', 'bytes');
    const range = rangeOf(request.headers.range, found.size);
    if (range === 'none') {
      response.writeHead(416, {'Content-Range': `bytes */${found.size}`}).end();
      return;
    }
    const {start, end} = range ?? {start: 0, end: found.size - 1};
    if (range) response.setHeader('Content-Range', `bytes ${start}-${end}/${found.size}`);
    response.writeHead(range ? 206 : 200, {'Content-Length': Math.max(0, end - start + 1)});
    if (request.method === 'HEAD' || !found.size) response.end();
    else await pipeline(createReadStream(path, {start, end}), response).catch(() => undefined); // The client disconnected.
  }

  #place(): Promise<string> {
    return (this.#folder ??= this.#chosenFolder
      ? mkdir(this.#chosenFolder, {recursive: true}).then(() => this.#chosenFolder!)
      : mkdtemp(join(tmpdir(), 'local-cloud-')));
  }
}

/** Passes at most `maxBytes`, then fails. */
function atMost(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new Error('too large'));
      else done(null, chunk);
    },
  });
}

/** Parses a `Range` header with one range. @returns Undefined for the whole file; `none` if the range cannot be satisfied. */
function rangeOf(header: string | undefined, size: number): {start: number; end: number} | 'none' | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (!from && !to) return undefined;
  const start = from ? Number(from) : Math.max(0, size - Number(to));
  const end = from && to ? Math.min(Number(to), size - 1) : size - 1;
  return start <= end && start < size ? {start, end} : 'none';
}

/** Discards the body, so that the client reads the response. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
  request.resume();
  response.writeHead(status).end();
}
