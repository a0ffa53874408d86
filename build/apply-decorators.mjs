const HELPER = /var __defProp = [^]*?\nvar __decorateClass = [^]*?\n\};\n/;
const DECORATION = /__decorateClass\(\[\n +(.+)\n\], (\w+\.prototype, "\w+")(?:, \d)?\);/g;

/**
 * Calls decorators by themselves, instead of through the function that esbuild writes into every module for it: ours
 * look at the class and return nothing. Comes after esbuild's plugin.
 *
 * @returns {import('rollup').Plugin}
 */
export function applyDecorators() {
  return {
    name: 'apply-decorators',
    transform(code, id) {
      const [helper] = HELPER.exec(code) ?? [];
      if (!helper) return null;
      const lines = helper.replace(/.+/g, ''); // The source map stays true.
      const applied = code.replace(helper, lines).replace(DECORATION, '\n$1($2);\n');
      if (applied.includes('__decorateClass')) this.error(`${id} has a decorator that is more than one call`);
      return {code: applied, map: null};
    },
  };
}
