import {healthRoutes, type HealthContext} from './routes.ts';
import {probeRoutes} from './probes.ts';

export function register(context: HealthContext): void {
  healthRoutes(context);
  probeRoutes(context);
}
