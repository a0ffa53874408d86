import {readFile} from 'node:fs/promises';
import {transform} from 'esbuild';

const SHEET = /^(export const \w+ = )`([^`$]*)`;$/m;

/** A module that is one stylesheet in a plain string, made small; undefined for any other. */
async function smaller(source) {
  const [all, before, sheet] = SHEET.exec(source) ?? [];
  if (!all) return undefined;
  const {code} = await transform(sheet, {loader: 'css', minify: true});
  return source.replace(all, () => `${before}${JSON.stringify(code.trim())};`);
}

/**
 * Makes the stylesheets small that are plain strings: of our own chunks, for esbuild.
 *
 * @returns {import('esbuild').Plugin}
 */
export function minifyStyles() {
  return {
    name: 'minify-styles',
    setup({onLoad}) {
      onLoad({filter: /\.styles\.ts$/}, async ({path}) => {
        const contents = await smaller(await readFile(path, 'utf8'));
        return contents && {contents, loader: 'ts'};
      });
    },
  };
}

/**
 * The same for rollup.
 *
 * @returns {import('rollup').Plugin}
 */
export function minifyPlainStyles() {
  return {
    name: 'minify-plain-styles',
    transform(source, id) {
      return id.endsWith('.styles.ts') ? smaller(source).then((code) => code && {code, map: null}) : undefined;
    },
  };
}
