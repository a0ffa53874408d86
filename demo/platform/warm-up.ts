import {readdirSync} from 'node:fs';

/** Has every script of the folder compressed before the first page asks for one. */
export async function warmUp(folder: string, port: number): Promise<void> {
  const scripts = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.js'));
  const wanted = scripts.flatMap((name) => ['br', 'gzip'].map((encoding) => ({name, encoding})));
  await Promise.all(
    wanted.map(async ({name, encoding}) => {
      const url = `http://127.0.0.1:${port}/${name.replaceAll('\\', '/')}`;
      const answer = await fetch(url, {headers: {'accept-encoding': encoding}});
      await answer.body?.cancel();
    }),
  );
}
