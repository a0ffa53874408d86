/**
 * Makes `demo/dev/media/host.mp4`: one turn of the studio's scene, recorded by Chromium in fragments of two seconds
 * that each begin with a key frame. Run by `node --import tsx demo/dev/media-scripts/host-mp4.ts`.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {chromium} from 'playwright';
import {cleanMp4} from '../../../src/elements/media/clean-mp4.ts';
import {CHROMIUM_ARGS, requireChromium} from '../../../test/support/engines/chromium.mjs';
import {readFragments} from '../hls/fragments.ts';

const FILE = fileURLToPath(new URL('../media/host.mp4', import.meta.url));
const SCENE = (
  await build({
    entryPoints: [fileURLToPath(new URL('../../studio/air/scene.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
  })
).outputFiles[0]!.text;
const LENGTH_MS = 12_000;
const FRAGMENT_MS = 2_000;
const OPTIONS = {
  mimeType: 'video/mp4;codecs=avc1.42E01F,opus',
  videoBitsPerSecond: 300_000,
  audioBitsPerSecond: 32_000,
  videoKeyFrameIntervalDuration: FRAGMENT_MS,
};

const server = createServer(({url}, response) => {
  const isScene = url === '/scene.js';
  response.setHeader('Content-Type', isScene ? 'text/javascript' : 'text/html');
  response.end(isScene ? SCENE : '<!doctype html>');
});
await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
const {port} = server.address() as {readonly port: number};
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: [...CHROMIUM_ARGS, '--autoplay-policy=no-user-gesture-required'],
});
const page = await browser.newPage();
await page.goto(`http://localhost:${port}/`);
const base64 = await page.evaluate<string>(`(async () => {
  const {startScene} = await import('/scene.js');
  const scene = await startScene(15);
  const recorder = new MediaRecorder(new MediaStream([scene.video, scene.audio]), ${JSON.stringify(OPTIONS)});
  const parts = [];
  recorder.ondataavailable = ({data}) => parts.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start(${FRAGMENT_MS});
  await new Promise((resolve) => setTimeout(resolve, ${LENGTH_MS + FRAGMENT_MS}));
  recorder.stop();
  await stopped;
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(new Blob(parts));
  });
  return url.slice(url.indexOf(',') + 1);
})()`);
await browser.close();
server.close();
const {init, fragments} = readFragments(Buffer.from(base64, 'base64'));
const whole = fragments.slice(0, LENGTH_MS / FRAGMENT_MS); // The last fragment is incomplete.
const video = new Uint8Array(Buffer.concat([init, ...whole.map(({bytes}) => bytes)]));
writeFileSync(FILE, video.subarray(0, cleanMp4(video))); // Removes the date, like the chat.
console.log(`${FILE}: ${readFileSync(FILE).length} bytes, ${whole.map(({seconds}) => seconds.toFixed(2)).join(' ')} s`);
