import type {Metrics} from '../telemetry/metrics.ts';
import type {App} from './app.ts';

/** Counts requests by route. All addresses without a route share one label. */
export function measureRequests(app: App, metrics: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    metrics.countRequest(route, request.method, reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
}
