import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {readFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {requireDist} from './dist.ts';

/** Two origins: one serves our scripts to all origins, the other serves pages. */
export interface ScriptHost {
  /** Base URL of our scripts, without a trailing slash. */
  readonly cdn: string;
  /** Serves a page, optionally with a CSP; then it also forbids frames. Returns its address. */
  page(html: string, policy?: string): string;
  close(): Promise<void>;
}

export async function startScriptHost(): Promise<ScriptHost> {
  const dist = new URL('cdn/', requireDist());
  const pages: {html: string; policy: string | undefined}[] = [];
  const scripts = await listen(({url}, response) => {
    // Like jsDelivr, the host also serves the package by its name, and the script at the address of the package.
    const [, path] = /^(?:\/npm\/live-room-elements(?:@[^/]+)?(?:\/dist\/cdn)?)?(.*)$/.exec(
      new URL(url!, 'http://cdn').pathname,
    )!;
    const pathname = path || '/live-room.js';
    try {
      const body = readFileSync(new URL(`.${pathname}`, dist));
      response.writeHead(200, {'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*'}).end(body);
    } catch {
      response.writeHead(404).end(); // The test requests a missing file on purpose, or detects it.
    }
  });
  const stranger = await listen(({url}, response) => {
    const page = pages[Number(url!.slice(1))];
    if (!page) return response.writeHead(204).end(); // The browser requests an icon.
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      ...(page.policy && {'Content-Security-Policy': page.policy, 'X-Frame-Options': 'DENY'}),
    };
    return response.writeHead(200, headers).end(page.html);
  });
  return {
    cdn: origin(scripts),
    page: (html, policy) => `${origin(stranger)}/${pages.push({html: `<!doctype html>${html}`, policy}) - 1}`,
    close: async () => void (await Promise.all([scripts, stranger].map(close))),
  };
}

function listen(respond: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<Server> {
  const server = createServer((request, response) => void respond(request, response));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function origin(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
