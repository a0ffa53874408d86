import {Counter, Gauge, Histogram, register as processRegistry, Registry} from 'prom-client';

/** Seconds. The lowest bucket is above the time of a cached response. Tencent Chat waits 2 s for a callback. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** A gauge that takes longer to read is omitted from the response. */
const READ_MS = 1_000;
/** Shortest interval between two readings of the gauges, for any number of requests to `/metrics`. */
const KEPT_MS = 2_000;

/** A gauge's readings: one number, or one for each value of its label. */
export type Reading = number | ReadonlyMap<string, number>;

export interface GaugeOptions {
  /** Without the prefix. */
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  readonly read: () => Reading | Promise<Reading>;
}

/** Measurements of one server process, in the text format of Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #gauges: {readonly gauge: Gauge; readonly options: GaugeOptions}[] = [];
  readonly #requests: Counter<'route' | 'method' | 'status'>;
  readonly #requestSeconds: Histogram<'route' | 'method'>;
  readonly #callbacks: Counter<'command' | 'verdict'>;
  readonly #callbackSeconds: Histogram<'command'>;
  readonly #undelivered: Counter<'code'>;
  readonly #stateChanges: Counter<'action'>;
  readonly #restCalls: Counter<'command' | 'code'>;
  readonly #restSeconds: Histogram<'command'>;
  #reading: Promise<void> | undefined;
  #readAt = -Infinity;

  constructor() {
    const registers = [this.#registry];
    const buckets = BUCKETS;
    this.#requests = new Counter({
      name: 'live_room_http_requests_total',
      help: 'HTTP requests by route, method and status',
      labelNames: ['route', 'method', 'status'],
      registers,
    });
    this.#requestSeconds = new Histogram({
      name: 'live_room_http_request_duration_seconds',
      help: 'Time from a request to its response',
      labelNames: ['route', 'method'],
      buckets,
      registers,
    });
    this.#callbacks = new Counter({
      name: 'live_room_callbacks_total',
      help: 'Callbacks of Tencent Chat by command and verdict',
      labelNames: ['command', 'verdict'],
      registers,
    });
    this.#callbackSeconds = new Histogram({
      name: 'live_room_callback_duration_seconds',
      help: 'Time from a callback to its response',
      labelNames: ['command'],
      buckets,
      registers,
    });
    this.#undelivered = new Counter({
      name: 'live_room_messages_undelivered_total',
      help: 'Messages that Tencent Chat did not deliver (Group.CallbackSendMsgException) by its code: over the rate, muted, moderated',
      labelNames: ['code'],
      registers,
    });
    this.#stateChanges = new Counter({
      name: 'live_room_state_changes_total',
      help: 'Logins and ended logins of users (State.StateChange) by action',
      labelNames: ['action'],
      registers,
    });
    this.#restCalls = new Counter({
      name: 'live_room_rest_calls_total',
      help: 'REST calls to Tencent Chat by command and code: 0, an ErrorCode, or why there was no response',
      labelNames: ['command', 'code'],
      registers,
    });
    this.#restSeconds = new Histogram({
      name: 'live_room_rest_call_duration_seconds',
      help: 'Time from a REST call to its response',
      labelNames: ['command'],
      buckets,
      registers,
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Adds a gauge that is read when `/metrics` is requested. */
  addGauge(options: GaugeOptions): void {
    const {name, help, label} = options;
    const labelNames = label === undefined ? [] : [label];
    const gauge = new Gauge({name: `live_room_${name}`, help, labelNames, registers: [this.#registry]});
    this.#gauges.push({gauge, options});
  }

  /** Adds a counter; returns the function that increases it. */
  addCounter({name, help}: {readonly name: string; readonly help: string}): (by?: number) => void {
    const counter = new Counter({name: `live_room_${name}`, help, registers: [this.#registry]});
    return (by = 1) => counter.inc(by);
  }

  countRequest(route: string, method: string, status: number, seconds: number): void {
    this.#requests.inc({route, method, status});
    this.#requestSeconds.observe({route, method}, seconds);
  }

  countCallback(command: string, verdict: string, seconds: number): void {
    this.#callbacks.inc({command, verdict});
    this.#callbackSeconds.observe({command}, seconds);
  }

  /** @param code As Tencent sends it, or `unknown`. */
  countUndelivered(code: string): void {
    this.#undelivered.inc({code});
  }

  countStateChange(action: string): void {
    this.#stateChanges.inc({action});
  }

  countRestCall(command: string, code: string, seconds: number): void {
    this.#restCalls.inc({command, code});
    this.#restSeconds.observe({command}, seconds);
  }

  /** All metrics of this server, with those of the process where `collectDefaultMetrics` was called. */
  async text(): Promise<string> {
    if (!this.#reading || performance.now() - this.#readAt > KEPT_MS) {
      this.#readAt = performance.now();
      this.#reading = this.#readGauges();
    }
    await this.#reading;
    return (await Promise.all([this.#registry.metrics(), processRegistry.metrics()])).join('\n');
  }

  async #readGauges(): Promise<void> {
    await Promise.all(
      this.#gauges.map(async ({gauge, options: {label, read}}) => {
        const reading = await inTime(read);
        gauge.reset();
        if (typeof reading === 'number') gauge.set(reading);
        else if (reading && label) for (const [value, number] of reading) gauge.set({[label]: value}, number);
        else if (!label) gauge.set(Number.NaN); // Unknown: the reading failed.
      }),
    );
  }
}

/** @returns undefined if the reading fails or takes too long. */
async function inTime(read: GaugeOptions['read']): Promise<Reading | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, READ_MS, undefined)));
  const reading = Promise.resolve().then(read);
  try {
    return await Promise.race([reading, late]);
  } catch {
    return undefined; // Requests that need the database log the cause.
  } finally {
    clearTimeout(timer);
  }
}
