const silence = () => undefined;

/**
 * What the SDKs' chunks call `console`: warnings and errors pass, the chatter does not reach the host page.
 * Tencent Chat's group module has a logger of its own, which `setLogLevel` does not quieten (3.6.6): three lines a message.
 */
export const quietConsole = {...console, log: silence, info: silence, debug: silence};
