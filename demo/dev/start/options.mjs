/** Validates the environment variables and arguments of `npm start`. */

/** An error that the user can fix: printed without a stack. */
export class StartError extends Error {}

const OLDEST_NODE = 20;
/** Maximum of `BOTS`, messages a second. */
export const BOTS_MAX = 1_000;

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * @typedef {object} StartOptions
 * @property {number} shopPort `PORT`
 * @property {number} platformPort `PLATFORM_PORT`; the data lies in `.data/<platformPort>/`.
 * @property {number} bots `BOTS`: messages a second of all bots; 0 starts no bots.
 * @property {string | undefined} databaseUrl `DATABASE_URL`: a PostgreSQL instead of the embedded one.
 * @property {boolean} dev `--dev`: sources instead of `dist/`. Pages reload and processes restart when a source changes.
 */

/**
 * @param {Environment} environment
 * @param {readonly string[]} [args]
 * @returns {StartOptions}
 * @throws {StartError}
 */
export function readOptions(environment, args = []) {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new StartError(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}.`);
  }
  const shopPort = readPort(environment, 'PORT', 8080);
  const platformPort = readPort(environment, 'PLATFORM_PORT', 8081);
  if (shopPort === platformPort) throw new StartError(`PORT and PLATFORM_PORT are both ${shopPort}; they must differ.`);
  const databaseUrl = environment['DATABASE_URL'] || undefined;
  return {shopPort, platformPort, bots: readBots(environment), databaseUrl, dev: readDev(args)};
}

/** @param {readonly string[]} args */
function readDev(args) {
  const unknown = args.find((arg) => arg !== '--dev');
  if (unknown !== undefined) throw new StartError(`There is no argument "${unknown}": --dev is the only one.`);
  return args.length > 0;
}

/**
 * @param {Environment} environment
 * @param {string} name
 * @param {number} otherwise
 */
function readPort(environment, name, otherwise) {
  const text = environment[name]?.trim() || String(otherwise);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port >= 1 && port <= 65_535)) throw new StartError(`${name} must be a port from 1 to 65535, not "${text}".`);
  return port;
}

/** @param {Environment} environment */
function readBots(environment) {
  const text = environment['BOTS']?.trim() || '2';
  const bots = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(bots <= BOTS_MAX)) {
    throw new StartError(`BOTS is a number of messages a second from 0 to ${BOTS_MAX}, not "${text}".`);
  }
  return bots;
}
