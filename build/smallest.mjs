/** How terser makes our scripts small. */
export const smallest = {
  ecma: 2022,
  module: true,
  compress: {
    passes: 5,
    hoist_funs: true,
    keep_fargs: false,
    lhs_constants: false,
    // None of our getters does anything but get. Not `unsafe`: it takes every method called `apply` for the browser's own.
    pure_getters: true,
    unsafe_arrows: true,
    unsafe_comps: true,
  },
  // Between lit's own modules, and between valibot's: nothing of ours is named so, nothing of theirs leaves the file.
  mangle: {properties: {regex: /^(_\$|~run$)/}},
  format: {comments: /^!/},
};
