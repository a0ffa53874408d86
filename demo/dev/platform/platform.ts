import type {IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse} from 'node:http';
import {readdirSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createLocalCloud} from '../../cloud/chat/local-cloud.ts';
import {createLocalRtc} from '../../cloud/rtc/local-rtc.ts';
import {readRecording} from '../../cloud/rtc/recording.ts';
import {DEMO_APP_ID, DEMO_SECRETS} from '../../server/src/settings/demo-settings.ts';
import {LiveStream} from '../hls/live-stream.ts';
import {listenOnLoopback, type Upgrade} from '../http/loopback.ts';
import {refuse, staticFiles} from '../http/static-files.ts';
import {Proxy} from './proxy.ts';
import type {Sources} from './sources.ts';

/** What the content delivery network would serve. */
export const SCRIPTS = fileURLToPath(new URL('../../../dist/cdn', import.meta.url));
/** Rooms whose host is a recording while nobody else is. */
const RECORDED_HOSTS = {demo: 'host-linxi'};
const MEDIA = fileURLToPath(new URL('../media', import.meta.url));

/** Where the business server of the demo hears callbacks: the default of its `CALLBACK_PATH`. */
const CALLBACK_PATH = '/api/callbacks/im';

/** Paths of the business server outside `/api`. */
const PROBES = new Set(['/healthz', '/livez', '/readyz', '/metrics']);

/** Chunks are named after what is in them, so they never change; entries are asked after every time. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
const AN_HOUR = 'public, max-age=3600';

export interface PlatformOptions {
  readonly port: number;
  /** The origin whose pages may provoke the local cloud's faults. */
  readonly shopOrigin?: string | undefined;
  /** Where the local cloud keeps what viewers send; a temporary folder unless given. */
  readonly filesFolder?: string | undefined;
  /** Stands in for the built scripts. */
  readonly sources?: Sources | undefined;
}

export interface Platform {
  /** The port of the business server; calls are answered with 503 until it is set. */
  server: number | undefined;
  close(): Promise<void>;
}

/** One origin as a platform has it: scripts, pictures, the business server, and the local cloud in Tencent's place. */
export async function createPlatform({port, shopOrigin, filesFolder, sources}: PlatformOptions): Promise<Platform> {
  const proxy = new Proxy();
  const cloud = createLocalCloud({
    sdkAppId: DEMO_APP_ID,
    secretKey: DEMO_SECRETS.SDK_SECRET_KEY,
    callbackUrl: () => (proxy.port === undefined ? undefined : `http://127.0.0.1:${proxy.port}${CALLBACK_PATH}`),
    callbackToken: DEMO_SECRETS.IM_CALLBACK_TOKEN,
    ...(shopOrigin && {shopOrigin}),
    ...(filesFolder && {filesFolder}),
  });
  const rtc = await createLocalRtc({
    sdkAppId: DEMO_APP_ID,
    secretKey: DEMO_SECRETS.SDK_SECRET_KEY,
    mediaPort: port,
    recordedHosts: {recording: readRecording(await readFile(join(MEDIA, 'host.rtp.gz'))), hosts: RECORDED_HOSTS},
    shopOrigin,
  });
  const scripts = staticFiles({
    folder: SCRIPTS,
    headers: (path) => ({
      ...shared(path.includes('/chunks/') ? FOR_EVER : ASK_AGAIN),
      ...(path === '/live-room.js' && coreAhead()),
    }),
  });
  const stream = new LiveStream(await readFile(join(MEDIA, 'host.mp4')));
  const media = staticFiles({folder: MEDIA, headers: () => shared(AN_HOUR)});

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split(/[?#]/, 1)[0]!;
    if (PROBES.has(path) || path.startsWith('/api/')) proxy.handle(request, response);
    else if (path.startsWith('/cloud/')) {
      if (!cloud.handle(request, response) && !rtc.handle(request, response))
        refuse(response, 404, 'the local cloud has no such path');
    } else if (sources?.handle(request, response, path)) return;
    else if (stream.handle(request, response)) return;
    else if (path.startsWith('/media/')) await media(request, response, path.slice('/media'.length));
    else await scripts(request, response, path);
  };

  const listener: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'the platform failed');
    });
  };
  const upgrades = [cloud, rtc].map(
    (half): Upgrade =>
      (...asked) =>
        half.upgrade(...asked),
  );
  if (sources) upgrades.push(sources.upgrade);
  const listening = await listenOnLoopback(port, listener, ...upgrades);

  return {
    get server() {
      return proxy.port;
    },
    set server(to) {
      proxy.port = to;
    },
    close: async () => {
      await Promise.all([cloud.close(), rtc.close(), listening.close(), sources?.close()]);
      proxy.close();
    },
  };
}

/** The browser asks for the core while it still reads the stub that imports it. */
function coreAhead(): OutgoingHttpHeaders {
  const core = readdirSync(join(SCRIPTS, 'chunks')).find((name) => /^core-\w+\.js$/.test(name));
  return core ? {link: `<chunks/${core}>; rel=modulepreload`} : {};
}

/** Pages of any origin may load it: module scripts are fetched with CORS, the classic loader's import too. */
function shared(caching: string): OutgoingHttpHeaders {
  return {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'cache-control': caching,
  };
}
