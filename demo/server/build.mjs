/** Builds dist/: plain JavaScript that includes the shared code of src/protocol. Runtime dependencies stay packages. */
import {readFileSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const {dependencies, peerDependencies} = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));

rmSync(`${folder}dist`, {recursive: true, force: true});
await build({
  absWorkingDir: folder,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  sourcesContent: false,
  external: Object.keys({...dependencies, ...peerDependencies}),
  banner: {js: '#!/usr/bin/env node'},
  logLevel: 'warning',
});
