const silence = () => undefined;

/**
 * The replacement of `console` in the SDKs' chunks. It drops all output, so that the host page's console stays clean; our
 * drivers report what failed. The SDKs' log levels are not enough: Tencent Chat's group module ignores `setLogLevel` and
 * logs three lines per message (3.6.6), and TRTC logs before its level can be set (5.17.1).
 */
export const quietConsole = new Proxy({}, {get: () => silence});
