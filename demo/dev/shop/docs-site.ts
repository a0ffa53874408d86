import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {FastifyInstance} from 'fastify';
import {serveFolders} from '../http/static-files.ts';
import {run} from '../start/command.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/dist', import.meta.url));
/**
 * The page's meta element in which the shop writes the address of its business server, for the live room of the landing
 * page.
 */
const META = '<meta name="live-room-api" content="">';

/**
 * A request that waits longer gets a page that reloads itself, because the shop closes connections that are silent for
 * a minute.
 */
const WAIT_MAX_MS = 30_000;
const BUILDING =
  '<!doctype html><meta http-equiv="refresh" content="1"><title>Docs</title><p>The docs are being built. This page will show them.</p>\n';

export interface DocsSiteOptions {
  readonly apiUrl: string;
  /** Ends a running build. */
  readonly signal: AbortSignal;
}

/**
 * The docs site at `/docs/`. The first request builds it unless it is up to date, so that the start does not wait for
 * it.
 */
export class DocsSite {
  readonly #options: DocsSiteOptions;
  #files: Promise<FastifyInstance> | undefined;

  constructor(options: DocsSiteOptions) {
    this.#options = options;
  }

  /** Rejects if the build fails; the next request tries again. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const late = new AbortController();
    const files = await Promise.race([
      this.files(),
      wait(WAIT_MAX_MS, undefined, {signal: late.signal}).catch(() => undefined),
    ]).finally(() => late.abort());
    if (files) return files.routing(request, response);
    response.writeHead(503, {
      'content-type': 'text/html; charset=utf-8',
      'retry-after': '1',
      'cache-control': 'no-store',
    });
    response.end(BUILDING);
  }

  /** Resolves when the site is built. */
  async files(): Promise<FastifyInstance> {
    this.#files ??= this.#build();
    try {
      return await this.#files;
    } catch (error) {
      this.#files = undefined;
      throw error;
    }
  }

  async #build(): Promise<FastifyInstance> {
    const {apiUrl, signal} = this.#options;
    await run(process.execPath, ['build/docs-site/build.mjs'], {signal});
    const page = (html: string) => html.replace(META, META.replace('""', `"${apiUrl}"`));
    return serveFolders([{prefix: '/docs/', folder: FOLDER, page}]);
  }
}
