import {Type} from 'typebox';
import {isReachable} from '../../database/clock.ts';
import {pendingMigrations} from '../../database/migrate.ts';
import type {Context} from '../../http/context.ts';
import {ApiError} from '../../http/errors.ts';
import {failures} from '../../http/openapi.ts';

/** A check's result is cached for this time, because the route is public. */
const CHECK_CACHE_MS = 1_000;
/** The server is not ready if the database takes longer. */
const DATABASE_TIMEOUT_MS = 1_000;

const Ok = Type.Object({status: Type.Literal('ok')});

/** `/livez` and `/readyz` for an orchestrator, `/metrics` for Prometheus. */
export function probeRoutes({app, db, metrics}: Context): void {
  let check: Promise<string[]> | undefined;
  let checkedAt = -Infinity;

  app.get(
    '/livez',
    {
      logLevel: 'warn',
      schema: {
        summary: '200 while the process responds. If it fails, restart the process',
        tags: ['server'],
        response: {200: Ok, ...failures()},
      },
    },
    () => ({status: 'ok' as const}),
  );

  app.get(
    '/readyz',
    {
      logLevel: 'warn',
      schema: {
        summary: 'The database answers and its tables are up to date: 200, or 503 with the reasons',
        tags: ['server'],
        response: {200: Ok, ...failures()},
      },
    },
    async () => {
      if (!check || performance.now() - checkedAt > CHECK_CACHE_MS) {
        checkedAt = performance.now();
        check = findProblems();
      }
      const reasons = await check;
      if (reasons.length) throw new ApiError('UNAVAILABLE', reasons.join('; '), {details: {reasons}});
      return {status: 'ok' as const};
    },
  );

  app.get(
    '/metrics',
    {
      logLevel: 'warn',
      schema: {
        summary: 'Metrics of this process, in the text format of Prometheus',
        tags: ['server'],
        produces: ['text/plain'],
        response: {200: Type.String(), ...failures()},
      },
    },
    async (_request, reply) => {
      const text = await metrics.text();
      return reply.header('Content-Type', metrics.contentType).send(text);
    },
  );

  async function findProblems(): Promise<string[]> {
    if (!(await isReachable(db, DATABASE_TIMEOUT_MS))) return ['the database does not answer'];
    const pending = await pendingMigrations(db).catch(() => undefined);
    if (!pending) return ['the database does not answer'];
    return pending.length ? [`migrations are pending: ${pending.join(', ')}`] : [];
  }
}
