import {fileURLToPath} from 'node:url';
import {context} from 'esbuild';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The studio's script, bundled from its TypeScript. */
export interface StudioBundle {
  /** Returns the script of the current sources. Only changed files are parsed again. */
  script(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Bundles the studio once. Rejects if it has an error. */
export async function bundleStudio(): Promise<StudioBundle> {
  const bundler = await context({
    absWorkingDir: ROOT,
    entryPoints: ['demo/studio/main.ts'],
    tsconfig: 'demo/tsconfig.json',
    bundle: true,
    // The package's `sideEffects` names files of dist/ only. Without this option, modules that define an element are
    // dropped.
    ignoreAnnotations: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    logLevel: 'error',
  });
  const script = async () => (await bundler.rebuild()).outputFiles[0]!.contents;
  await script();
  return {script, close: () => bundler.dispose()};
}
