/** Whether there is such a process, and this one might signal it. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // No such process, or one that is not ours.
  }
}
