import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import ts from 'typescript';
import {expect, test} from 'vitest';
import {requireDist} from '../support/demo/dist.ts';

const SUBJECT = resolve('test/api/events.types.ts');

/** Compiles a file against the built declarations alone, like an application that installed the package. */
function compile(): readonly ts.Diagnostic[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (file) =>
    file === SUBJECT ? readFileSync(file, 'utf8').replace('../../src/index.js', 'live-room-elements') : read(file);
  const program = ts.createProgram([SUBJECT], options, host);
  const ours = program.getSourceFiles().filter(({fileName}) => !fileName.includes('/node_modules/'));
  if (!ours.some(({fileName}) => fileName.endsWith('/dist/index.d.ts'))) throw new Error('dist/ has no declarations');
  return ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
}

test('TypeScript knows the types of events, details and sessions, and refuses wrong uses', () => {
  requireDist();
  const complaints = compile();
  expect(
    complaints.map(({file, start, messageText}) => [
      file?.fileName,
      start,
      ts.flattenDiagnosticMessageText(messageText, ' '),
    ]),
  ).toEqual([]);
});
