#!/usr/bin/env node
// @ts-check
/** `npx live-room-elements init`: the command line of bin/init.mjs. */
import {createInterface} from 'node:readline/promises';
import {parseArgs} from 'node:util';
import {DEFAULTS, InitError, init} from './init.mjs';

const USAGE = `Usage: live-room-elements init [--dir <folder>] [--yes]

Writes a page with a live room, a small business server and its settings into a folder. Overwrites nothing.

  --dir <folder>  the folder; it is created. Default: live-room-page
  --yes           asks nothing: room "${DEFAULTS.roomId}", business server ${DEFAULTS.apiUrl}
`;

try {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {dir: {type: 'string', default: 'live-room-page'}, yes: {type: 'boolean'}, help: {type: 'boolean'}},
  });
  if (values.help || positionals.join() !== 'init') {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 1;
  } else {
    const answers = values.yes || !process.stdin.isTTY ? DEFAULTS : await ask();
    console.log(init({...answers, dir: values.dir}));
  }
} catch (error) {
  const isUsers =
    error instanceof InitError || /** @type {{code?: string}} */ (error).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsers) throw error;
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}

async function ask() {
  const terminal = createInterface({input: process.stdin, output: process.stdout});
  const answer = async (/** @type {string} */ question, /** @type {string} */ preset) =>
    (await terminal.question(`${question}${preset && ` (${preset})`}: `)).trim() || preset;
  try {
    return {
      roomId: await answer('Room id', DEFAULTS.roomId),
      apiUrl: await answer("Address of the business server's /api", DEFAULTS.apiUrl),
      sdkAppId: await answer('SDKAppID of the Tencent application, if there is one', DEFAULTS.sdkAppId),
    };
  } finally {
    terminal.close();
  }
}
