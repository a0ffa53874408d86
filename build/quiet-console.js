const silence = () => undefined;

/**
 * The replacement of `console` in the SDKs' chunks. Warnings and errors pass; other output is dropped, so that the host
 * page's console stays clean. Tencent Chat's group module ignores `setLogLevel` and logs three lines per message
 * (3.6.6).
 */
export const quietConsole = {...console, log: silence, info: silence, debug: silence};
