import {readFileSync, readdirSync} from 'node:fs';
import {resolve} from 'node:path';
import ts from 'typescript';
import {expect, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {requireDist} from '../support/demo/dist.ts';

const SUBJECTS = readdirSync('test/api/types').map((name) => resolve('test/api/types', name));

/** Packages whose errors must not reach an application's compiler: our declarations do not import theirs. */
const VENDORS = /\/node_modules\/(@tencentcloud|trtc-sdk-v5|hls\.js|lottie-web|svga|tim-upload-plugin)\//;

const RESOLUTIONS = {
  bundler: {module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler},
  nodenext: {module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext},
};

/** The entry point of the package for an import of our sources: `../../../src/define/all.js` → `live-room-elements/define`. */
function entryPoint(source: string): string {
  const file = source.replace('../../../src/', './dist/').replace(/\.js$/, '.d.ts');
  const entry = Object.entries(manifest.exports).find(
    ([, target]) => typeof target === 'object' && target && 'types' in target && target.types === file,
  )?.[0];
  return `${manifest.name}/${entry ?? source.replace('../../../src/', '').replace(/\.js$/, '')}`.replace(
    /\/\.?$|\.\//,
    '',
  );
}

/** Compiles the files against the built declarations alone, like an application that installed the package. */
function compile(resolution: keyof typeof RESOLUTIONS): ts.Program {
  const options: ts.CompilerOptions = {
    ...RESOLUTIONS[resolution],
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    jsx: ts.JsxEmit.Preserve,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (file) =>
    SUBJECTS.includes(file)
      ? readFileSync(file, 'utf8').replaceAll(
          /'(\.\.\/\.\.\/\.\.\/src\/[^']+)'/g,
          (_, source: string) => `'${entryPoint(source)}'`,
        )
      : read(file);
  return ts.createProgram(SUBJECTS, options, host);
}

test.each(['bundler', 'nodenext'] as const)(
  'an application compiles against our types without skipLibCheck, and wrong uses are errors (%s)',
  (resolution) => {
    requireDist();
    const program = compile(resolution);
    const files = program.getSourceFiles().map(({fileName}) => fileName);
    expect(files.filter((file) => file.endsWith('/dist/index.d.ts'))).toHaveLength(1);
    expect(files.filter((file) => file.includes('/src/'))).toEqual([]);
    expect(files.filter((file) => VENDORS.test(file))).toEqual([]);
    const checked = program.getSourceFiles().filter(({fileName}) => !fileName.includes('/node_modules/'));
    const complaints = checked.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]);
    expect(
      complaints.map(({file, start, messageText}) => [
        file?.fileName,
        start,
        ts.flattenDiagnosticMessageText(messageText, ' '),
      ]),
    ).toEqual([]);
  },
);
