// @ts-check
import {randomBytes} from 'node:crypto';
import {cpSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** The folder that a web server may publish. The settings contain secrets and are outside of it. */
const PUBLIC = 'public';

/** A user error, whose message is for the terminal. */
export class InitError extends Error {}

/**
 * @typedef {object} InitOptions
 * @property {string} dir The folder. It is created.
 * @property {string} roomId
 * @property {string} apiUrl Address of the business server's `/api`.
 * @property {string} sdkAppId The Tencent application. Empty if there is none yet.
 */

/** @type {Readonly<Omit<InitOptions, 'dir'>>} */
export const DEFAULTS = {roomId: 'first', apiUrl: 'http://localhost:3000/api', sdkAppId: ''};

/**
 * Writes a page with a live room, a small business server and its settings. Overwrites no file.
 *
 * @param {InitOptions} options @returns {string} The next steps for the user.
 */
export function init(options) {
  const problem = problemOf(options);
  if (problem) throw new InitError(problem);
  const {dir} = options;
  const server = readFileSync(join(PACKAGE, 'docs/smallest-server.mjs'), 'utf8');
  /** @type {Readonly<Record<string, string>>} */
  const files = {[`${PUBLIC}/index.html`]: page(options), 'server.mjs': server, '.env': settings(options)};
  const existing = [...Object.keys(files), `${PUBLIC}/live-room`].filter((name) => existsSync(join(dir, name)));
  if (existing.length) throw new InitError(`${existing.join(', ')} exist in ${dir}: nothing was written`);

  mkdirSync(join(dir, PUBLIC), {recursive: true});
  for (const [name, text] of Object.entries(files)) {
    // Only its owner reads the secrets.
    writeFileSync(join(dir, name), text, {flag: 'wx', mode: name === '.env' ? 0o600 : 0o644});
  }
  cpSync(join(PACKAGE, 'dist/cdn'), join(dir, PUBLIC, 'live-room'), {recursive: true, filter: isForPages});
  const ignored = join(dir, '.gitignore');
  const isIgnored = existsSync(ignored) ? /^\.env$/m.test(readFileSync(ignored, 'utf8')) : writeIgnored(ignored);
  return nextSteps(options, isIgnored);
}

/** @param {string} file */
function writeIgnored(file) {
  writeFileSync(file, '.env\n', {flag: 'wx'});
  return true;
}

/** @param {string} source */
function isForPages(source) {
  return !/\.(dev\.js|map)$/.test(basename(source));
}

/**
 * @param {InitOptions} options
 * @returns {string | undefined}
 */
function problemOf({roomId, apiUrl, sdkAppId}) {
  if (!/^[\w-]{1,48}$/.test(roomId)) return 'the room id must have 1 to 48 letters, digits, _ or -';
  if (!isSafe(apiUrl)) return "the business server's address must be https: (http: is allowed on localhost)";
  if (!/^\d*$/.test(sdkAppId)) return 'the SDKAppID must be a number';
  return undefined;
}

/** @param {string} address */
function isSafe(address) {
  try {
    const {protocol, hostname} = new URL(address);
    return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
  } catch {
    return false;
  }
}

/** @param {InitOptions} options */
function page({roomId, apiUrl}) {
  const api = apiUrl.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Live</title>
    <script type="module" src="./live-room/live-room.js"></script>
  </head>
  <body>
    <live-room api-url="${api}" room-id="${roomId}"></live-room>
    <script type="module">
      document.addEventListener('live-error', ({detail}) => console.error(detail.error.code, detail.error.message));
    </script>
  </body>
</html>
`;
}

/** @param {InitOptions} options */
function settings({apiUrl, sdkAppId}) {
  const secret = () => randomBytes(24).toString('hex');
  return `# Settings of the business server. Keep this file on the server and out of version control.

# The application in Tencent's console, and its secret key. The key signs for everybody: it never goes to a page.
SDK_APP_ID=${sdkAppId}
SDK_SECRET_KEY=

# server.mjs needs no more. What follows is for the complete server.

# The REST host of the application's region, such as https://console.tim.qq.com or https://adminapisgp.im.qcloud.com
IM_REST_URL=
# The token and the secret path of the application's callbacks. Enter both in Tencent's console.
IM_CALLBACK_TOKEN=${secret()}
CALLBACK_PATH=/api/callbacks/${randomBytes(6).toString('hex')}
# Who operates the rooms, and what signs the viewers' tokens.
OPERATOR_TOKEN=${secret()}
TOKEN_SECRET=${secret()}
# Your site says who a viewer is, by a JWT signed with this secret.
VIEWERS=jwt
HOST_JWT_SECRET=${secret()}
# The origins of your pages, such as https://shop.example
ALLOWED_ORIGINS=
# PostgreSQL, such as postgres://user:password@localhost:5432/live
DATABASE_URL=
PUBLIC_API_URL=${apiUrl}
`;
}

/**
 * @param {InitOptions} options
 * @param {boolean} isIgnored True if git ignores the settings.
 */
function nextSteps({dir, roomId, sdkAppId}, isIgnored) {
  const keys = sdkAppId ? 'SDK_SECRET_KEY' : 'SDK_APP_ID and SDK_SECRET_KEY';
  const steps = [
    `Create a Chat application at https://console.trtc.io, and enter its ${keys} in .env.`,
    `Create the group "${roomId}" in the console: type AVChatRoom.`,
    `Start the small server:  node --env-file=.env server.mjs${roomId === DEFAULTS.roomId ? '' : `   (its room is "first": change it)`}`,
    `Serve ${PUBLIC}/:         npx http-server ${PUBLIC} -p 8000   then open http://localhost:8000`,
  ];
  return `Written to ${dir}:
  ${PUBLIC}/     the page, and the scripts that it needs
  server.mjs  a small business server
  .env        its settings, with new secrets
${isIgnored ? '' : '\nAdd .env to .gitignore: it has secrets.\n'}
Next:
${steps.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}

Chat, likes and danmaku work so. For gifts, history, products and moderation start the complete server with the same .env:
docs/your-own-app.md in the package has the steps.
`;
}
