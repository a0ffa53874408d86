import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {ROOT} from '../../../../demo/dev/start/command.mjs';
import {Restarts} from '../../../../demo/dev/start/restarts.ts';

test('a change while a process restarts restarts it once more', async () => {
  mkdirSync(join(ROOT, 'test/out'), {recursive: true});
  const folder = mkdtempSync(join(ROOT, 'test/out/restarts-'));
  const module = join(folder, 'main.ts');
  let edition = 0;
  const save = () => writeFileSync(module, `console.log(${++edition});\n`);
  save();
  const restart = vi.fn(async () => {
    const watching = restarts.watch(relative(ROOT, module));
    if (edition < 4) save(); // While the imports are read and the next watcher starts.
    await watching;
  });
  const restarts = new Restarts(restart);
  onTestFinished(async () => {
    await restarts.close();
    rmSync(folder, {recursive: true});
  });
  await restarts.watch(relative(ROOT, module));
  save();
  await expect.poll(() => restart.mock.calls.length, {timeout: 30_000}).toBeGreaterThanOrEqual(3);
});
