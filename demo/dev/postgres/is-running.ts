import {readFileSync} from 'node:fs';

/** @returns True if the process exists, accepts our signals, and is no zombie. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false; // The process does not exist or belongs to another user.
  }
  return !isZombie(pid);
}

/** The state follows the name, which is in brackets and may contain any character: proc_pid_stat(5). */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*(?=\) )/s, ''));
  } catch {
    return false; // Not Linux, or the process has just ended.
  }
}
