import {EventEmitter} from 'node:events';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {fileURLToPath} from 'node:url';
import {startDevServer} from '@web/dev-server';
import type {Plugin} from '@web/dev-server-core';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {build} from 'esbuild';
import {packagesPlugin} from '../../../build/browser-packages.mjs';
import type {Upgrade} from '../http/loopback.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const MODULE = '/src/define/script.ts';
const LAUNCHER = '/src/define/launcher-script.ts';
/** Modules of the entry scripts, by path. The launcher imports the other one from the same folder. */
const ENTRIES: Readonly<Record<string, string>> = {
  '/live-room.js': MODULE,
  '/live-room.dev.js': MODULE,
  '/src/define/live-room.js': MODULE,
  '/live-launcher.js': LAUNCHER,
  '/live-launcher.dev.js': LAUNCHER,
};
const CLASSIC = 'src/define/classic.ts';
const PACKAGES = '.data/packages';
const RELOAD = '/demo/dev/platform/reload.js';
/** The address of @web/dev-server's WebSocket, and the script that opens it. */
const SOCKET = '/wds';
const SOCKET_SCRIPT = '/__web-dev-server__web-socket.js';

/** Pages of the shop: a change reloads them too. */
const PAGES = ['demo/shop', 'demo/studio'];

/** The only files that pages can load. The dev server itself would serve the whole checkout, including `.env`. */
const SERVED = /^\/(src\/[\w/.-]+\.ts|\.data\/packages\/[\w/.-]+\.js|demo\/dev\/platform\/reload\.js)$/;

/** Serves the sources under development: each file is a module, transformed on request. */
export interface Sources {
  /** @returns False if the path is no source; the request is untouched then. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): boolean;
  readonly upgrade: Upgrade;
  close(): Promise<void>;
}

/** Serves `/live-room.js` from the sources. Open pages reload when a file that was served changes. */
export async function serveSources(): Promise<Sources> {
  // The dev server needs an HTTP server for upgrades. The platform emits its upgrades here.
  const sockets = new EventEmitter();
  const server = await startDevServer({
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    logStartMessage: false,
    config: {
      rootDir: ROOT,
      port: 0,
      watch: true,
      middlewareMode: {server: sockets as Server},
      plugins: [
        await packagesPlugin([MODULE.slice(1), LAUNCHER.slice(1)], PACKAGES),
        esbuildPlugin({
          ts: true,
          target: 'es2022',
          tsconfig: `${ROOT}/tsconfig.json`,
          define: {__DEV__: 'true', __VERSION__: '"dev"', __ROOM_CHUNKS__: '[]'},
        }),
        reloadPlugin(),
      ],
    },
  });
  const answer = server.koaApp.callback();

  return {
    handle(request, response, path) {
      const query = /\?.*$/s.exec(request.url!)?.[0] ?? '';
      const module = ENTRIES[path];
      if (module) {
        // The module reads the query of its own address: the address after the redirect.
        response.writeHead(307, {location: `${module}${query}`, ...SHARED}).end();
      } else if (path === '/live-room.classic.js') {
        classic().then(
          (code) => response.writeHead(200, {'content-type': 'text/javascript; charset=utf-8', ...SHARED}).end(code),
          (error: Error) => response.writeHead(500, SHARED).end(error.message),
        );
      } else if (SERVED.test(path) || path === SOCKET_SCRIPT) {
        for (const [name, value] of Object.entries(SHARED)) response.setHeader(name, value);
        void answer(request, response);
      } else {
        return false;
      }
      return true;
    },
    upgrade: (request, socket, head) => request.url === SOCKET && sockets.emit('upgrade', request, socket, head),
    close: async () => {
      await server.stop();
    },
  };
}

/** Headers for pages of any origin. */
const SHARED = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-cache',
};

/** Adds the reload script to the entry, because pages of other origins load it. */
function reloadPlugin(): Plugin {
  return {
    name: 'reload',
    serverStart({fileWatcher}) {
      fileWatcher.add(PAGES.map((folder) => `${ROOT}/${folder}`));
    },
    transform({path, body}) {
      return path === MODULE ? `import '${RELOAD}';\n${String(body)}` : undefined;
    },
  };
}

/** Bundles the classic script, which is no module. This takes milliseconds. */
async function classic(): Promise<string> {
  const {outputFiles} = await build({
    absWorkingDir: ROOT,
    entryPoints: [CLASSIC],
    bundle: true,
    format: 'iife',
    write: false,
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}
