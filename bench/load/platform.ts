/** Serves scripts, pages and the local cloud in this process, so that no other process takes CPU time from the measurement. */
import type {RequestListener} from 'node:http';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import type {Duplex} from 'node:stream';
import {build} from 'esbuild';
import {createLocalCloud} from '../../demo/cloud/chat/local-cloud.ts';
import {signUserSig} from '../../demo/server/src/tencent/user-sig.ts';
import {listenOnLoopback} from '../../demo/dev/http/loopback.ts';
import {freePorts} from '../../test/support/demo/demo-process.ts';

const KEY = {sdkAppId: 1_400_000_001, secretKey: 'a-secret-for-benches-only'};

/** Credentials that a page signs in with. */
export interface PageCredentials {
  readonly sdkAppId: number;
  readonly userId: string;
  readonly userSig: string;
}

export interface BenchPlatform {
  readonly origin: string;
  /** For the SDK's `proxyServer`. */
  readonly imServer: string;
  /** The address of the SDK's chunk, the same for every page. */
  readonly sdkChunk: string;
  /** Open sockets of the SDK. */
  readonly sockets: ReadonlySet<Duplex>;
  sign(userId: string): PageCredentials;
  /** Calls Tencent's REST API as the administrator. @throws Error if the call is refused. */
  rest(command: string, body: object): Promise<void>;
  /** Serves a page and returns its address. */
  page(path: string, html: string): string;
  close(): Promise<void>;
}

export function sdkChunkPath(): string {
  const chunk = readdirSync('dist/cdn/chunks').find((file) => /^tencent-chat-.*\.js$/.test(file));
  if (!chunk) throw new Error('no SDK chunk in dist/cdn: npm run build');
  return `/chunks/${chunk}`;
}

/** @param scripts Further scripts to serve, by path. */
export async function startPlatform(scripts: ReadonlyMap<string, string> = new Map()): Promise<BenchPlatform> {
  const cloud = createLocalCloud(KEY);
  const sdkChunk = sdkChunkPath();
  const served = new Map([...scripts, ['/session.js', await bundleSession(sdkChunk)]]);
  const {platform: port} = await freePorts();
  const sockets = new Set<Duplex>();
  const respond: RequestListener = (request, response) => {
    if (cloud.handle(request, response)) return;
    const path = request.url ?? '/';
    const file = `dist/cdn${path}`;
    const body =
      served.get(path) ?? (/^\/(chunks\/)?[\w.-]+\.js$/.test(path) && existsSync(file) && readFileSync(file));
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(body ? 200 : 404, {'content-type': `${type}; charset=utf-8`}).end(body || '');
  };
  const listening = await listenOnLoopback(port, respond, (request, socket, head) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return cloud.upgrade(request, socket, head);
  });
  const origin = `http://localhost:${port}`;
  const sign = (userId: string) => ({...KEY, userSig: signUserSig(KEY, userId, {expiresInS: 86_400}), userId});
  return {
    origin,
    imServer: `ws://localhost:${port}/cloud/im`,
    sdkChunk: origin + sdkChunk,
    sockets,
    sign: (userId) => {
      const {sdkAppId, userSig} = sign(userId);
      return {sdkAppId, userId, userSig};
    },
    rest: (command, body) => callRest(`${origin}/cloud/im`, sign('administrator'), command, body),
    page(path, html) {
      served.set(path, html);
      return origin + path;
    },
    async close() {
      await cloud.close();
      await listening.close();
    },
  };
}

/** One call of Tencent's REST API. @throws Error if the call is refused. */
export async function callRest(
  server: string,
  {sdkAppId, userId, userSig}: PageCredentials,
  command: string,
  body: object,
): Promise<void> {
  const query = new URLSearchParams({sdkappid: String(sdkAppId), identifier: userId, usersig: userSig, random: '1'});
  const response = await fetch(`${server}/v4/${command}?${query}`, {method: 'POST', body: JSON.stringify(body)});
  const {ErrorCode, ErrorInfo} = (await response.json()) as {ErrorCode: number; ErrorInfo: string};
  if (ErrorCode !== 0) throw new Error(`${command}: ${ErrorCode} ${ErrorInfo}`);
}

/** Bundles the session without elements from the npm package; the SDK is the chunk that every page loads. */
async function bundleSession(sdkChunk: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {contents: "export {LiveSession} from './dist/session/session.js';", resolveDir: process.cwd()},
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'sdk-chunk',
        setup: (builder) =>
          builder.onResolve({filter: /tencent-chat-sdk\.js$/}, () => ({path: sdkChunk, external: true})),
      },
    ],
  });
  return outputFiles[0]!.text;
}
