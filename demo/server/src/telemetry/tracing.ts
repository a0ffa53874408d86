import {context, SpanKind, SpanStatusCode, trace, type Context, type Span} from '@opentelemetry/api';
import type {App} from '../http/app.ts';

/** Variables of which any one switches traces on. https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const VARIABLES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_TRACES_EXPORTER'];
const SDK = '@opentelemetry/sdk-node';
const NAME = 'live-room-server';

export interface Tracing {
  /** Sends the spans that wait. */
  stop(): Promise<void>;
}

/** The part of `@opentelemetry/sdk-node` that is used. */
interface Sdk {
  readonly NodeSDK: new (options: {readonly serviceName?: string; readonly instrumentations: []}) => {
    start(): void;
    shutdown(): Promise<void>;
  };
}

/** True if the environment enables traces. */
export function isTracingWanted(environment: NodeJS.ProcessEnv): boolean {
  if (environment['OTEL_SDK_DISABLED'] === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return VARIABLES.some((name) => environment[name]);
}

/**
 * Starts the SDK, which reads OpenTelemetry's variables itself. If the package is missing, a warning names what to
 * install.
 */
export async function startTracing(
  environment: NodeJS.ProcessEnv,
  warn: (message: string) => void = console.error,
  load: () => Promise<Sdk> = () => import(SDK) as Promise<Sdk>,
): Promise<Tracing> {
  if (!isTracingWanted(environment)) return {stop: () => Promise.resolve()};
  try {
    const {NodeSDK} = await load();
    const serviceName = environment['OTEL_SERVICE_NAME'] ? {} : {serviceName: NAME};
    const sdk = new NodeSDK({...serviceName, instrumentations: []});
    sdk.start();
    return {stop: () => sdk.shutdown().catch(() => undefined)}; // The collector is unreachable: spans are lost.
  } catch (error) {
    warn(`tracing: ${SDK} cannot be loaded, so no traces are sent; install it beside the server: ${String(error)}`);
    return {stop: () => Promise.resolve()};
  }
}

/** Makes a span for each request. Spans of calls within the request are its children. */
export function traceRequests(app: App): void {
  const tracer = trace.getTracer(NAME);
  const spans = new WeakMap<object, {readonly span: Span; readonly scope: Context}>();
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const attributes = {'http.request.method': request.method, 'http.route': route};
    const span = tracer.startSpan(`${request.method} ${route}`, {kind: SpanKind.SERVER, attributes});
    const scope = trace.setSpan(context.active(), span);
    spans.set(request, {span, scope});
    context.with(scope, done);
  });
  // The body arrives by events of the connection, which have another context.
  app.addHook('preValidation', (request, _reply, done) => {
    const {scope} = spans.get(request) ?? {scope: context.active()};
    context.with(scope, done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const {span} = spans.get(request) ?? {};
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({code: SpanStatusCode.ERROR});
    span?.end();
    done();
  });
}

/** Makes a span for a REST call. Without an SDK this does almost nothing. */
export async function traceCall<T>(command: string, call: () => Promise<T>): Promise<T> {
  const span = trace.getTracer(NAME).startSpan(`Tencent ${command}`, {kind: SpanKind.CLIENT});
  try {
    return await context.with(trace.setSpan(context.active(), span), call);
  } catch (error) {
    span.setStatus({code: SpanStatusCode.ERROR, message: (error as Error).message});
    throw error;
  } finally {
    span.end();
  }
}
