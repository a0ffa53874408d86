const silence = () => undefined;

/**
 * Stands in for `console` in the SDKs' chunks: warnings and errors pass, all other output stays away from the host page.
 * Tencent Chat's group module has a logger of its own, which `setLogLevel` does not quieten (3.6.6): three lines a message.
 */
export const quietConsole = {...console, log: silence, info: silence, debug: silence};
