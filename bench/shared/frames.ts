import type {CDPSession} from 'playwright';

export interface Frames {
  /** Times the main thread was asked for one. */
  readonly main: number;
  /** That reached the screen. */
  readonly presented: number;
  /**
   * Tasks of the pages' main threads, ms of CPU time each: what other processes took of the processor is not in them.
   * Empty unless asked for.
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
 * Counts frames by the compositor's own trace: no script in the page, which would ask for some itself.
 *
 * @param withTasks Traces tasks as well, which costs a little.
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
