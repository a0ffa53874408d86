/** A copy of the checkout whose sources a test may change. It shares the packages of the checkout. */
import {chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COPIED = ['src', 'demo', 'build', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** @returns The folder of the copy. It has no `dist/`. */
export function copyCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user than root.
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), {recursive: true});
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return folder;
}

export function removeCopy(folder: string): void {
  rmSync(folder, {recursive: true, force: true});
}
