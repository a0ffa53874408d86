const SHARED = '\0decorate';
const HELPER = /var __defProp = [^]*?\nvar __decorateClass = [^]*?\n\};\n/;

/**
 * One copy of the function that esbuild writes into every module with a decorator. Comes after esbuild's plugin.
 *
 * @returns {import('rollup').Plugin}
 */
export function shareDecorateHelper() {
  let helper = '';
  return {
    name: 'share-decorate-helper',
    resolveId: (id) => (id === SHARED ? {id, moduleSideEffects: false} : null),
    load: {order: 'pre', handler: (id) => (id === SHARED ? `${helper}export {__decorateClass};` : null)},
    transform(code, id) {
      const found = id === SHARED ? null : HELPER.exec(code);
      if (!found) return null;
      helper = found[0];
      const lines = '\n'.repeat(helper.split('\n').length - 1); // The source map stays true.
      return {code: code.replace(helper, () => `import {__decorateClass} from '${SHARED}';${lines}`), map: null};
    },
  };
}
