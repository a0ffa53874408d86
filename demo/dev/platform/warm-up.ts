import {readdirSync} from 'node:fs';

/** Requests at once: of more, a slow machine answers the last ones later than the server waits. */
const AT_ONCE = 4;

/**
 * Has every script of the folder compressed before the first page asks for one, but not the development build's. A script whose
 * request fails is compressed when a page asks for it.
 */
export async function warmUp(folder: string, port: number): Promise<void> {
  const scripts = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) =>
    /(?<!\.dev)\.js$/.test(name),
  );
  const wanted = scripts.flatMap((name) => ['br', 'gzip'].map((encoding) => ({name, encoding})));
  const askForTheRest = async () => {
    for (let script = wanted.pop(); script; script = wanted.pop()) {
      const url = `http://127.0.0.1:${port}/${script.name.replaceAll('\\', '/')}`;
      const request = fetch(url, {headers: {'accept-encoding': script.encoding}});
      await request.then((response) => response.body?.cancel()).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, askForTheRest));
}
