/** Enables the warnings of the development build for sources in the browser. */
Object.assign(globalThis, {__DEV__: true, __VERSION__: 'test'});
