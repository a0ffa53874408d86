import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

const dockerfile = readFileSync(new URL('../../../demo/server/Dockerfile', import.meta.url), 'utf8');

/** The address that the image's health check requests. */
function checkedAddress(environment: Record<string, string>): string {
  const [, command] = /^HEALTHCHECK .*\\\n\s+CMD (\[.*\])$/m.exec(dockerfile)!;
  const [program, flag, script] = JSON.parse(command!) as [string, string, string];
  expect([program, flag]).toEqual(['node', '-e']);
  const stub = 'globalThis.fetch = async (address) => (console.log(address), {ok: true});';
  return execFileSync(process.execPath, ['-e', stub + script], {env: environment, encoding: 'utf8'}).trim();
}

test('the health check of the image requests the port of the server, with and without a PORT', () => {
  expect(checkedAddress({PORT: '8080'})).toBe('http://127.0.0.1:8080/livez');
  expect(checkedAddress({PORT: ''})).toBe('http://127.0.0.1:3000/livez');
  expect(checkedAddress({})).toBe('http://127.0.0.1:3000/livez');
});
