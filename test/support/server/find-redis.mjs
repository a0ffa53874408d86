/** Finds the program of a Redis or Valkey server on this machine. */
import {existsSync} from 'node:fs';
import {delimiter, join} from 'node:path';

const NAMES = ['redis-server', 'valkey-server'];

/** @returns {string | undefined} */
export function findRedis() {
  const {REDIS_SERVER_PATH, PATH = ''} = process.env;
  if (REDIS_SERVER_PATH) return REDIS_SERVER_PATH;
  const folders = [...PATH.split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
