/**
 * Bundles packages as browser modules, for servers that send sources without a bundle. The SDKs are minified scripts
 * that browsers cannot import, and a hundred small files load slowly. All packages are bundled together, so that shared
 * code exists once.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONDITIONS = ['development', 'browser'];

/**
 * A plugin of @web/dev-server that resolves imports of packages to the bundles.
 *
 * @param {readonly string[]} files The entry points whose imports, direct or indirect, are bundled.
 * @param {string} parent The output folder of the bundles, relative to the checkout.
 * @returns {Promise<import('@web/dev-server-core').Plugin>}
 */
export async function packagesPlugin(files, parent) {
  const specifiers = await bareImports(files);
  const folder = await bundle(specifiers, parent);
  return {
    name: 'packages',
    resolveImport({source}) {
      return specifiers.includes(source) ? `/${folder}/${fileOf(source)}.js` : undefined;
    },
  };
}

/** Lists the imported packages. The test runner resolves its own packages (`@web/…`). */
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

async function bundle(specifiers, parent) {
  const folder = `${parent}/${keyOf(specifiers)}`;
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
  // The rename publishes the complete folder at once. The process of another engine may have done it first.
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
