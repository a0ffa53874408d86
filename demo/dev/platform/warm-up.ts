import {readdirSync} from 'node:fs';

/** Concurrent requests. With more, a slow machine exceeds the server's time limit. */
const CONCURRENCY = 4;

/**
 * Requests every script of the folder, so that it is compressed before the first page loads, except the development build. A
 * script whose request fails is compressed when a page requests it.
 */
export async function warmUp(folder: string, port: number): Promise<void> {
  const scripts = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) =>
    /(?<!\.dev)\.js$/.test(name),
  );
  const pending = scripts.flatMap((name) => ['br', 'gzip'].map((encoding) => ({name, encoding})));
  const requestPending = async () => {
    for (let script = pending.pop(); script; script = pending.pop()) {
      const url = `http://127.0.0.1:${port}/${script.name.replaceAll('\\', '/')}`;
      const request = fetch(url, {headers: {'accept-encoding': script.encoding}});
      await request.then((response) => response.body?.cancel()).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({length: CONCURRENCY}, requestPending));
}
