/** Commands of the visual tests: `take-picture` returns the page as it looks, `keep-baseline` writes a baseline while `RENEW` is set. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {ROOT} from '../../../demo/dev/start/command.mjs';

const BASELINES = `${ROOT}/test/visual/baselines`;

/** The pictures of the last run, in full size: to look at after a failure. */
const TAKEN = `${ROOT}/test/out/visual`;

function write(file, data) {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, data);
}

/** Only Chromium runs it. */
export function visualPlugin() {
  return {
    name: 'visual',
    async executeCommand({command, payload, session}) {
      if (command === 'take-picture') {
        const picture = await session.browser.getPage(session.id).screenshot({optimizeForSpeed: true});
        write(`${TAKEN}/${payload.name}.png`, picture);
        return Buffer.from(picture).toString('base64');
      }
      if (command !== 'keep-baseline') return undefined;
      if (!process.env.RENEW) return false;
      write(`${BASELINES}/${payload.name}.png`, Buffer.from(payload.png, 'base64'));
      return true;
    },
  };
}
