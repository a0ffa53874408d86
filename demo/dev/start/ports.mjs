/** Checks the ports before any process starts. */
import {createServer} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {StartError} from './options.mjs';

/** A killed process may hold its ports for a moment. */
const PATIENCE_MS = 1_500;
const HOSTS = ['127.0.0.1', '::1'];

/**
 * @param {import('./options.mjs').StartOptions} options
 * @throws {StartError} Names the first busy port and the variable that moves it.
 */
export async function requireFreePorts({shopPort, platformPort, dev}) {
  await requireFree(shopPort, 'the shop', `PORT=<another port> ${npm(dev)}`);
  await requireFree(platformPort, 'the platform', `PLATFORM_PORT=<another port> ${npm(dev)}`);
}

/**
 * @param {number} port
 * @param {string} who
 * @param {string} command
 */
async function requireFree(port, who, command) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const problem = await problemWith(port);
    if (!problem) return;
    if (problem === 'EADDRINUSE' && Date.now() < deadline) {
      await wait(100);
      continue;
    }
    const what = problem === 'EADDRINUSE' ? `is busy: another program listens there` : `cannot be used (${problem})`;
    throw new StartError(`Port ${port} ${what}. ${capital(who)} needs it; ${command} moves ${who} elsewhere.`);
  }
}

/**
 * @param {number} port
 * @returns {Promise<string | undefined>} The error code of listening there.
 */
async function problemWith(port) {
  for (const host of HOSTS) {
    const code = await listenOnce(port, host);
    if (code && code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') return code; // These two codes mean that the machine has no such address.
  }
  return undefined;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>}
 */
function listenOnce(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? String(error)));
    probe.listen({port, host, exclusive: true}, () => probe.close(() => resolve(undefined)));
  });
}

/** @param {boolean} dev */
const npm = (dev) => (dev ? 'npm run dev' : 'npm start');

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
