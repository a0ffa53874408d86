import {readFileSync} from 'node:fs';

/** True if there is such a process, this one might signal it, and it has not ended: one whose end nobody has taken note of counts as ended. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false; // No such process, or one that is not ours.
  }
  return !isZombie(pid);
}

/** The state stands behind the name, which is in brackets and may hold any: proc_pid_stat(5). */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*(?=\) )/s, ''));
  } catch {
    return false; // Not on Linux, or ended this moment: the next look says so.
  }
}
