/**
 * Packages for the tests in a browser, as modules of ours: bundled once, since the SDKs come minified as scripts of another
 * kind, and since a hundred small files a page cost more time than the tests. All in one go: what two share is one.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';
import {ROOT} from '../../demo/start/command.mjs';

const FOLDER = 'test/out/packages';
const CONDITIONS = ['development', 'browser'];

/** Resolves bare imports to the bundles. @param {readonly string[]} files All that import them, themselves or by others. */
export async function packagesPlugin(files) {
  const specifiers = await bareImports(files);
  const folder = await bundle(specifiers);
  return {
    name: 'packages',
    resolveImport({source}) {
      return specifiers.includes(source) ? `/${folder}/${fileOf(source)}.js` : undefined;
    },
  };
}

/** What the runner adds to the tests by itself is left to it. */
async function bareImports(entryPoints) {
  const {metafile} = await build({
    absWorkingDir: ROOT,
    entryPoints: [...entryPoints],
    outdir: 'out',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const found = Object.values(metafile.inputs).flatMap(({imports}) =>
    imports.filter(({external}) => external).map(({path}) => path),
  );
  return [...new Set(found)].filter((path) => /^@?\w/.test(path) && !path.startsWith('@web/')).sort();
}

async function bundle(specifiers) {
  const folder = `${FOLDER}/${keyOf(specifiers)}`;
  if (existsSync(join(ROOT, folder))) return folder;
  const half = `${folder}.${process.pid}`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: specifiers.map((specifier) => ({in: specifier, out: fileOf(specifier)})),
    outdir: half,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: CONDITIONS,
    mainFields: ['module', 'browser', 'main'],
    external: ['/__web-dev-server__web-socket.js'],
    legalComments: 'none',
    logLevel: 'error',
  });
  // Whole or not at all; another engine may have been faster.
  await rename(join(ROOT, half), join(ROOT, folder)).catch(() => rm(join(ROOT, half), {recursive: true, force: true}));
  return folder;
}

function keyOf(specifiers) {
  const hash = createHash('sha256').update(JSON.stringify([specifiers, CONDITIONS]));
  return hash
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
}

const fileOf = (specifier) => specifier.replace(/[^\w.-]+/g, '_').replace(/\.js$/, '');
