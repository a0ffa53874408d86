import {build} from 'esbuild';

/** Bundles the site's own elements with ours, from their sources. SDKs become chunks, which only the live room loads. */
export async function bundleScripts(outdir) {
  await build({
    entryPoints: {main: 'demo/docs/main.ts'},
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    tsconfig: 'demo/tsconfig.json',
    define: {__DEV__: 'false', __VERSION__: '"docs"'},
    loader: {'.css': 'text'},
    chunkNames: 'chunks/[name]-[hash]',
    // The package's `sideEffects` names files of dist/ only. Without this option, modules that define an element are
    // dropped.
    ignoreAnnotations: true,
    logLevel: 'error',
  });
}
