import type {RequestListener} from 'node:http';
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
import {refuse, serveFolders} from '../http/static-files.ts';
import {Proxy} from './proxy.ts';
import type {Sources} from './sources.ts';

/** The folder that a content delivery network would serve. */
export const SCRIPTS = fileURLToPath(new URL('../../../dist/cdn', import.meta.url));
/** Rooms with a recorded host, and its user id. */
const RECORDED_HOSTS = {demo: 'host-linxi'};
const MEDIA = fileURLToPath(new URL('../media', import.meta.url));

/** The default `CALLBACK_PATH` of the business server. */
const CALLBACK_PATH = '/api/callbacks/im';

/** Paths of the business server outside `/api`. */
const PROBES = new Set(['/healthz', '/livez', '/readyz', '/metrics']);

/** The name of a chunk contains the hash of its content, so it never changes. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/**
 * Caching of the scripts at stable addresses: the next page of a visit does not wait for them, and a new build is used
 * after a minute.
 */
const A_MINUTE = 'public, max-age=60';
const STABLE_SCRIPTS = new Set(['/live-room.js', '/live-room.classic.js', '/live-launcher.js']);
const REVALIDATE = 'no-cache';
const AN_HOUR = 'public, max-age=3600';

export interface PlatformOptions {
  readonly port: number;
  /** The origin whose pages may set faults of the local cloud. */
  readonly shopOrigin?: string | undefined;
  /** The folder of viewers' files. Default: a temporary folder. */
  readonly filesFolder?: string | undefined;
  /** Replaces the built scripts. */
  readonly sources?: Sources | undefined;
}

export interface Platform {
  /** The port of the business server. Without it calls get the status 503. */
  server: number | undefined;
  close(): Promise<void>;
}

/** The platform's origin: scripts, media, the business server, and the local cloud instead of Tencent. */
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
  const files = await serveFolders([
    {
      prefix: '/',
      folder: SCRIPTS,
      headers: (path) => ({
        ...corsHeaders(path.includes('/chunks/') ? IMMUTABLE : STABLE_SCRIPTS.has(path) ? A_MINUTE : REVALIDATE),
        ...(path === '/live-room.js' && preloadCore()),
      }),
    },
    {prefix: '/media/', folder: MEDIA, headers: () => corsHeaders(AN_HOUR)},
  ]);
  const stream = new LiveStream(await readFile(join(MEDIA, 'host.mp4')));

  const listener: RequestListener = (request, response) => {
    const path = (request.url ?? '/').split(/[?#]/, 1)[0]!;
    if (PROBES.has(path) || path.startsWith('/api/')) proxy.handle(request, response);
    else if (path.startsWith('/cloud/')) {
      if (!cloud.handle(request, response) && !rtc.handle(request, response))
        refuse(response, 404, 'the local cloud has no such path');
    } else if (!sources?.handle(request, response, path) && !stream.handle(request, response)) {
      files.routing(request, response);
    }
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

/** A `Link` header with which the browser loads the core while it reads the stub that imports it. */
function preloadCore(): Readonly<Record<string, string>> {
  const core = readdirSync(join(SCRIPTS, 'chunks')).find((name) => /^core-\w+\.js$/.test(name));
  return core ? {link: `<chunks/${core}>; rel=modulepreload`} : {};
}

/** Headers for pages of any origin: module scripts and the classic loader's import are fetched with CORS. */
function corsHeaders(caching: string): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'cache-control': caching,
  };
}
