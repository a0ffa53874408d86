/** CPU time of processes, from Linux's `/proc`. */
import {readdirSync, readFileSync} from 'node:fs';

/** `/proc` counts in hundredths of a second on every Linux on which a browser runs (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly seconds: number;
  /** CPU seconds of its children that have ended. */
  readonly endedSeconds: number;
}

/**
 * CPU seconds so far of the busiest of the processes below a process.
 *
 * @param isMeant Returns true for the command line of a counted process.
 * @param isLeftOut Returns true for the name of a thread that is not counted.
 */
export function cpuBelow(
  root: number,
  isMeant: (command: string) => boolean,
  isLeftOut: (thread: string) => boolean = () => false,
): number {
  const all = entries('/proc').flatMap((pid) => read(`/proc/${pid}`) ?? []);
  const below = new Set([root]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const {pid, parent} of all) if (below.has(parent)) below.add(pid);
  }
  const meant = all.filter(({pid}) => below.has(pid) && isMeant(commandOf(pid)));
  return Math.max(
    0,
    ...meant.map(({pid, seconds}) => {
      const threads = entries(`/proc/${pid}/task`).flatMap((thread) => read(`/proc/${pid}/task/${thread}`) ?? []);
      return threads.filter(({name}) => isLeftOut(name)).reduce((sum, thread) => sum - thread.seconds, seconds);
    }),
  );
}

/** CPU seconds so far of a process, with all of its threads. */
export function cpuOf(pid: number): number {
  return read(`/proc/${pid}`)?.seconds ?? 0;
}

/** CPU seconds so far of a process and of all processes that it has started, including ended ones. */
export function cpuOfTree(pid: number): number {
  const own = read(`/proc/${pid}`);
  if (!own) return 0;
  const children = entries('/proc').flatMap((each) => read(`/proc/${each}`) ?? []);
  const below = children.filter(({parent}) => parent === pid).map((child) => cpuOfTree(child.pid));
  return below.reduce((sum, seconds) => sum + seconds, own.seconds + own.endedSeconds);
}

export function parentOf(pid: number): number {
  return read(`/proc/${pid}`)?.parent ?? 0;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // The process has ended.
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** A process or a thread. Undefined if it has ended. */
function read(folder: string): Entry | undefined {
  try {
    const stat = readFileSync(`${folder}/stat`, 'utf8');
    // The name is in brackets and may contain any character. The other fields follow it (proc_pid_stat(5)).
    const from = stat.indexOf('(') + 1;
    const to = stat.lastIndexOf(')');
    const fields = stat.slice(to + 2).split(' ');
    const secondsAt = (index: number) => (Number(fields[index]) + Number(fields[index + 1])) / TICKS_PER_SECOND;
    const pid = parseInt(stat, 10);
    const name = stat.slice(from, to);
    return {pid, parent: Number(fields[1]), name, seconds: secondsAt(11), endedSeconds: secondsAt(13)};
  } catch {
    return undefined;
  }
}
