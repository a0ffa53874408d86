import {statSync} from 'node:fs';
import type {OutgoingHttpHeaders, ServerResponse} from 'node:http';
import {extname, join, relative, sep} from 'node:path';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import fastifyStatic from '@fastify/static';
import Fastify, {type FastifyInstance, type FastifyReply, type FastifyRequest} from 'fastify';
import {compress, negotiate} from './compression.ts';

export interface StaticFolder {
  /** The address of the folder: `/` or `/<name>/`. */
  readonly prefix: string;
  readonly folder: string;
  /** Further headers, by the file's path inside the folder, with `/`. Also used for a 404 below the prefix. */
  readonly headers?: (path: string) => Readonly<Record<string, string>>;
  /** The served file extensions, with their dot. Default: every file of the folder. */
  readonly endings?: readonly string[];
  /** The served paths inside the folder, with `/`. Default: every file of the folder. */
  readonly only?: readonly string[];
  /** Changes HTML pages before they are sent. */
  readonly page?: (html: string) => string;
}

/** Types that the table of @fastify/static gives another name or no charset. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};
const COMPRESSIBLE = /^(text\/|application\/json|image\/svg)/;

/** File extensions of pages and their resources. */
export const FOR_PAGES = [
  ...['.html', '.js', '.css', '.json', '.map', '.svg', '.txt', '.png', '.mp4', '.ico', '.woff2'],
];

/**
 * Serves files of folders by GET and HEAD, with ranges. Other methods get 405, unknown paths 404. Files are read at
 * each request, so edits take effect at once. Text is compressed, and the result is cached.
 */
export async function serveFolders(folders: readonly StaticFolder[]): Promise<FastifyInstance> {
  const app = Fastify({
    frameworkErrors: (_error, request, reply) => void notFound(folders, request, reply),
    // Redirects of folders only: a router that redirects or folds paths would hide which file is meant.
    routerOptions: {maxParamLength: 16_384},
  });
  app.setNotFoundHandler((request, reply) => notFound(folders, request, reply));
  // @fastify/static refuses paths that are not canonical, and the file system refuses some names. Such a file does not
  // exist.
  app.setErrorHandler((error: {readonly statusCode?: number; readonly code?: string}, request, reply) => {
    const {statusCode = 500, code} = error;
    if (statusCode === 416) return sendText(reply, 416, 'the file has no such range');
    if (statusCode < 500 || code === 'ENAMETOOLONG') return notFound(folders, request, reply);
    console.error(error);
    return sendText(reply, 500, 'the file could not be served');
  });
  for (const folder of folders) await app.register((scope) => serveFolder(scope, folder));
  await app.ready();
  return app;
}

async function serveFolder(scope: FastifyInstance, options: StaticFolder): Promise<void> {
  const {prefix, folder, headers, page} = options;
  scope.addHook('onSend', (request, reply, payload) => encode(request, reply, payload, page));
  await scope.register(fastifyStatic, {
    root: folder,
    prefix,
    decorateReply: false,
    dotfiles: 'ignore',
    redirect: true,
    cacheControl: false,
    acceptRanges: !page,
    lastModified: false,
    allowedPath: (path) => isServed(path, options),
    setHeaders: (reply, file) => {
      const path = `/${relative(folder, file).replaceAll(sep, '/')}`;
      const type = TYPES[extname(file).toLowerCase()];
      reply.headers({
        ...(type && {'content-type': type}),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
        ...headers?.(path),
      });
    },
  });
}

/** @param path Decoded and normalized, so that it names the file that would be read. */
function isServed(path: string, {folder, endings, only}: StaticFolder): boolean {
  if (/[\0\\:]/.test(path)) return false; // No served file has them, and some systems interpret them.
  if (only) return only.includes(path);
  if (!endings || path.endsWith('/') || endings.includes(extname(path).toLowerCase())) return true;
  return statSync(join(folder, path), {throwIfNoEntry: false})?.isDirectory() ?? false; // Redirected to its page.
}

/** Compresses text and changes pages. Partial content and HEAD are sent as they are. */
async function encode(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  page: StaticFolder['page'],
): Promise<unknown> {
  const type = String(reply.getHeader('content-type') ?? '');
  if (!(payload instanceof Readable)) return payload;
  const isText = COMPRESSIBLE.test(type);
  if (isText) reply.header('vary', 'accept-encoding');
  // @fastify/static sends the file again to clients with `Cache-Control: no-cache`, which `fetch` adds to a conditional request.
  const {'if-none-match': known} = request.headers;
  if (reply.statusCode === 200 && known !== undefined && known === reply.getHeader('etag')) {
    payload.destroy();
    reply.code(304).removeHeader('content-length');
    return null;
  }
  if (!isText) return payload;
  if (reply.statusCode !== 200 || request.method !== 'GET') return payload;
  const encoding = negotiate(request.headers['accept-encoding']);
  const change = type.startsWith('text/html') ? page : undefined;
  if (!change && encoding === 'identity') return payload;
  const bytes = await buffer(payload);
  const plain = change ? Buffer.from(change(bytes.toString('utf8'))) : bytes;
  const body = await compress(plain, encoding, `${encoding}|${request.url}|${String(reply.getHeader('etag'))}`);
  if (encoding !== 'identity') reply.header('content-encoding', encoding).removeHeader('accept-ranges');
  reply.header('content-length', body.length);
  return body;
}

function notFound(folders: readonly StaticFolder[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return sendText(reply.header('allow', 'GET, HEAD'), 405, 'only GET and HEAD');
  }
  const path = request.url.split('?', 1)[0]!;
  const folder = folders
    .filter(({prefix}) => path.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length)[0];
  reply.headers(folder?.headers?.(path.slice(folder.prefix.length - 1)) ?? {});
  return sendText(reply, 404, 'there is no such file');
}

function sendText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(`${text}\n`);
}

/** Sends a short text with a status. */
export function refuse(response: ServerResponse, status: number, why: string, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, {...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store'});
  response.end(`${why}\n`);
}
