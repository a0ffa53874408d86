/** Sources in the browser run as in the development build: their warnings are on. */
Object.assign(globalThis, {__DEV__: true, __VERSION__: 'test'});
