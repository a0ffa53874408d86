/** Time limits that exclude the time in which a busy machine does not run this process. */

const STEP_MS = 10;

/** Rejects when this process has run for some milliseconds. A late timer step counts as at most two. */
export function rejectAfter(ms: number, reason: string): Promise<never> {
  return new Promise((_, reject) => {
    let passed = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      passed += Math.min(now - last, 2 * STEP_MS);
      last = now;
      if (passed < ms) return;
      clearInterval(timer);
      reject(new Error(reason));
    }, STEP_MS).unref();
  });
}

/** Milliseconds of CPU time that a function takes in this process. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1_000;
}
