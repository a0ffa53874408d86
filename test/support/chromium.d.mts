export declare const CHROMIUM_ARGS: readonly string[];
/** The path of a Chromium that answers `--version`. */
export declare function findChromium(): string | undefined;
