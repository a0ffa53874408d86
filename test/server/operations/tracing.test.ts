import {trace, type Span, type SpanOptions, type Tracer} from '@opentelemetry/api';
import {afterEach, expect, test, vi} from 'vitest';
import {isTracingWanted, startTracing} from '../../../demo/server/src/telemetry/tracing.ts';
import {startServer} from '../../support/server/test-server.ts';

afterEach(() => {
  trace.disable();
  vi.unstubAllEnvs();
});

test.each([
  [{}, false],
  [{OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318'}, true],
  [{OTEL_TRACES_EXPORTER: 'console'}, true],
  [{OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318'}, false],
  [{OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318'}, false],
])('with %o tracing is on: %s', (environment, wanted) => {
  expect(isTracingWanted(environment)).toBe(wanted);
});

test('the SDK starts with the name of the server or of the environment, and flushes spans at the end', async () => {
  const started: unknown[] = [];
  const shutdown = vi.fn(() => Promise.resolve());
  class NodeSDK {
    constructor(options: object) {
      started.push(options);
    }
    start = vi.fn();
    shutdown = shutdown;
  }
  const load = () => Promise.resolve({NodeSDK});
  const endpoint = {OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318'};
  await (await startTracing(endpoint, undefined, load)).stop();
  await (await startTracing({...endpoint, OTEL_SERVICE_NAME: 'shop'}, undefined, load)).stop();
  expect(started).toEqual([{serviceName: 'live-room-server', instrumentations: []}, {instrumentations: []}]);
  expect(shutdown).toHaveBeenCalledTimes(2);
});

test('without the SDK the server runs, and a warning names the package to install', async () => {
  const warnings: string[] = [];
  const tracing = await startTracing(
    {OTEL_TRACES_EXPORTER: 'otlp'},
    (warning) => void warnings.push(warning),
    () => Promise.reject(new Error('Cannot find package')),
  );
  expect(warnings).toEqual([expect.stringContaining('install it beside the server')]);
  await tracing.stop();
});

test('each request and each REST call is a span with route and status', async () => {
  const ended: {name: string; attributes: Record<string, unknown>}[] = [];
  const startSpan = (name: string, {attributes = {}}: SpanOptions = {}): Span => {
    const all: Record<string, unknown> = {...attributes};
    const span = {
      setAttribute: (key: string, value: unknown) => {
        all[key] = value;
        return span;
      },
      setStatus: () => span,
      end: () => void ended.push({name, attributes: all}),
    } as unknown as Span;
    return span;
  };
  trace.setGlobalTracerProvider({getTracer: () => ({startSpan}) as unknown as Tracer});
  vi.stubEnv('OTEL_TRACES_EXPORTER', 'otlp');
  const server = await startServer();
  await server.call('GET', '/api/rooms/demo');
  await server.close();
  expect(ended).toContainEqual({
    name: 'GET /api/rooms/:roomId',
    attributes: {'http.request.method': 'GET', 'http.route': '/api/rooms/:roomId', 'http.response.status_code': 200},
  });
  expect(ended.map(({name}) => name)).toContain('Tencent group_open_http_svc/create_group');
});
