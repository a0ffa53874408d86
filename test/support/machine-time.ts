/** Time for promises about time: what a busy machine takes away does not count. */

const STEP_MS = 10;

/** Rejects once this process has had so many milliseconds to run in: steps that come late count as two at most. */
export function rejectAfter(ms: number, why: string): Promise<never> {
  return new Promise((_, reject) => {
    let passed = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      passed += Math.min(now - last, 2 * STEP_MS);
      last = now;
      if (passed < ms) return;
      clearInterval(timer);
      reject(new Error(why));
    }, STEP_MS).unref();
  });
}

/** Milliseconds of processor time that a piece of work takes in this process. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1_000;
}
