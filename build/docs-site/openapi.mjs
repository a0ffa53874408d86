import {DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler} from 'kysely';
import {register} from 'tsx/esm/api';

const SERVER = '../../demo/server/src';

/** Makes the document of `GET /api/openapi.json` from the server's routes, without a database. */
export async function readOpenapi() {
  const unregister = register();
  try {
    const [{buildServer}, {readSettings}, {Metrics}, {Connections}] = await Promise.all(
      ['server.ts', 'settings/settings.ts', 'telemetry/metrics.ts', 'http/connections.ts'].map(
        (file) => import(`${SERVER}/${file}`),
      ),
    );
    const settings = readSettings({
      SDK_APP_ID: '1400000001',
      SDK_SECRET_KEY: 'none',
      IM_REST_URL: 'http://localhost:8081/cloud/im',
      PUBLIC_API_URL: 'https://shop.example/api',
      LOG_LEVEL: 'silent',
    });
    const db = new Kysely({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (database) => new PostgresIntrospector(database),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    });
    const app = await buildServer(settings, {db, im: {}, connections: new Connections(), metrics: new Metrics()});
    // The call fails when the server reads its rules from the database. The routes are complete before that.
    await app.ready().catch(() => undefined);
    return app.swagger();
  } finally {
    await unregister();
  }
}
