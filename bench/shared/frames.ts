import type {CDPSession} from 'playwright';

export interface Frames {
  /** Number of frames requested from the main thread. */
  readonly main: number;
  /** Number of frames that reached the screen. */
  readonly presented: number;
  /**
   * CPU time of each task of the pages' main threads, ms; it excludes time of other processes. Empty without `withTasks`.
   */
  readonly tasks: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of CPU time. */
  readonly tdur?: number;
  readonly args: {readonly name?: string};
}

/**
 * Counts frames by a trace of the compositor, because a script in the page would request frames itself.
 *
 * @param withTasks Also traces tasks, which costs some time.
 */
export async function countFrames(
  browser: CDPSession,
  meanwhile: () => Promise<unknown>,
  withTasks = false,
): Promise<Frames> {
  const events: TraceEvent[] = [];
  const collect = ({value}: {value: readonly object[]}) => void events.push(...(value as TraceEvent[]));
  browser.on('Tracing.dataCollected', collect);
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordAsMuchAsPossible',
      includedCategories: [
        'disabled-by-default-devtools.timeline.frame',
        'devtools.timeline.frame',
        ...(withTasks ? ['toplevel'] : []),
      ],
      excludedCategories: ['*'],
    },
  });
  await meanwhile();
  const complete = new Promise((resolve) => browser.once('Tracing.tracingComplete', resolve));
  await browser.send('Tracing.end');
  await complete;
  browser.off('Tracing.dataCollected', collect);
  const count = (wanted: string) => events.filter(({name}) => name === wanted).length;
  return {main: count('BeginMainThreadFrame'), presented: count('DrawFrame'), tasks: tasksOf(events)};
}

function tasksOf(events: readonly TraceEvent[]): readonly number[] {
  const thread = ({pid, tid}: TraceEvent) => `${pid} ${tid}`;
  const names = events.filter(({name}) => name === 'thread_name');
  const pages = new Set(names.filter(({args}) => args.name === 'CrRendererMain').map(thread));
  return events
    .filter((event) => event.name.endsWith('RunTask') && event.tdur !== undefined && pages.has(thread(event)))
    .map(({tdur}) => tdur! / 1_000);
}
