/**
 * `npm run test:frameworks [-- <name>…]`: packs the package, and installs, builds and serves each example of
 * demo/shop/examples/frameworks in a temporary folder. Its page must join the demo's room in Chromium. Downloads from the
 * registry, so CI does not run it.
 */
import {execFile, spawn, type ChildProcess} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {chromium} from 'playwright';
import {buildIfNeeded} from '../../demo/dev/start/build.mjs';
import {DemoProcess, freePorts, removeData} from '../support/demo/demo-process.ts';
import {CHROMIUM_ARGS, requireChromium} from '../support/engines/chromium.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = join(ROOT, 'demo/shop/examples/frameworks');

/**
 * The Node version of Nuxt, SvelteKit and Astro. Older machines download it from the registry into the temporary
 * folder.
 */
const NODE = {major: 22, version: '22.23.3'};
const JOIN_MS = 60_000;
const SERVE_MS = 120_000;

const names = process.argv.slice(2);
const examples = readdirSync(EXAMPLES).filter((name) => !names.length || names.includes(name));
await buildIfNeeded();
const folder = mkdtempSync(join(tmpdir(), 'frameworks-'));
const ports = await freePorts();
const demo = new DemoProcess(ports, {BOTS: '0'});
const browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});
const platform = `http://localhost:${ports.platform}`;
let failed = 0;
try {
  const environment = await environmentOf();
  const tarball = await pack();
  await demo.ready();
  for (const name of examples) {
    const began = performance.now();
    const seconds = () => `${Math.round((performance.now() - began) / 1_000)} s`;
    try {
      await joins(name, tarball, environment);
      console.log(`✓ ${name} joined (${seconds()})`);
    } catch (error) {
      failed += 1;
      console.error(`✗ ${name} (${seconds()}): ${outputOf(error)}`);
    }
  }
} finally {
  await browser.close();
  await demo.end();
  removeData(ports);
  rmSync(folder, {recursive: true, force: true});
}
console.log(`\n${examples.length - failed} joined, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

async function pack(): Promise<string> {
  const {stdout} = await run('npm', ['pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`], {
    cwd: ROOT,
  });
  return join(folder, (JSON.parse(stdout) as {filename: string}[])[0]!.filename);
}

async function environmentOf(): Promise<NodeJS.ProcessEnv> {
  const quiet = {...process.env, CI: '1', NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1'};
  if (Number(process.versions.node.split('.')[0]) >= NODE.major) return quiet;
  const own = join(folder, 'node');
  mkdirSync(own);
  await run('npm', ['install', '--no-audit', '--no-fund', `node@${NODE.version}`], {cwd: own});
  return {...quiet, PATH: `${join(own, 'node_modules/.bin')}${delimiter}${process.env.PATH}`};
}

async function joins(name: string, tarball: string, env: NodeJS.ProcessEnv): Promise<void> {
  const cwd = join(folder, name);
  cpSync(join(EXAMPLES, name), cwd, {recursive: true});
  pointAt(cwd, tarball);
  await run('npm', ['install', '--no-audit', '--no-fund'], {cwd, env, maxBuffer: 2 ** 26});
  const {stdout, stderr} = await run('npm', ['run', 'build'], {cwd, env, maxBuffer: 2 ** 26});
  const complaints = `${stdout}\n${stderr}`.split('\n').filter((line) => /warn|error|eval/i.test(line));
  const ours = complaints.filter((line) => line.includes('live-room-elements'));
  if (ours.length) throw new Error(`the build warns:\n${ours.join('\n')}`);
  if (complaints.length) console.log(`  ${name}: ${complaints.join(' | ')}`);
  const {shop: port} = await freePorts();
  const server = spawn('npm', ['start', '--', '--port', String(port)], {cwd, env, detached: true, stdio: 'ignore'});
  try {
    await waitForJoin(await served(port, server));
  } finally {
    process.kill(-server.pid!, 'SIGTERM');
  }
}

/** Replaces the demo's address and the package's version by those of this run. */
function pointAt(cwd: string, tarball: string): void {
  for (const file of readdirSync(cwd, {recursive: true, withFileTypes: true})) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const text = readFileSync(path, 'utf8').replaceAll('http://localhost:8081', platform);
    writeFileSync(path, text.replace(/("live-room-elements": )"[^"]*"/, `$1"file:${tarball}"`));
  }
}

/** Waits until the example's server responds. It may listen on one of the two loopback addresses only. */
async function served(port: number, server: ChildProcess): Promise<string> {
  const deadline = performance.now() + SERVE_MS;
  while (performance.now() < deadline && server.exitCode === null) {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      const url = `http://${host}:${port}/`;
      if (
        await fetch(url).then(
          ({ok}) => ok,
          () => false,
        )
      )
        return url;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(server.exitCode === null ? 'the server does not respond' : 'the server ended');
}

async function waitForJoin(url: string): Promise<void> {
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('pageerror', ({message}) => said.push(message));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
  try {
    await page.goto(url);
    await page
      .waitForFunction(() => document.querySelector('live-room')?.matches(':state(joined)'), null, {timeout: JOIN_MS})
      .catch(async (cause: unknown) => {
        throw new Error(`the room is not joined: ${said.join(' | ')}\n${await page.content()}`, {cause});
      });
    const problems = said.filter((text) => !/Failed to load resource.*404/.test(text)); // A page without an icon.
    if (problems.length) throw new Error(`the page reports: ${problems.join(' | ')}`);
  } finally {
    await page.close();
  }
}

function outputOf(error: unknown): string {
  const {message, stdout = '', stderr = ''} = error as Error & {stdout?: string; stderr?: string};
  return `${message}\n${stdout}\n${stderr}`.trim().split('\n').slice(-60).join('\n');
}
