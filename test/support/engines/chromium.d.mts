export declare const CHROMIUM_ARGS: readonly string[];
/** Arguments for a fake camera and microphone without a permission prompt, and for sound without a tap. */
export declare const MEDIA_ARGS: readonly string[];
/** The path of a Chromium that runs with `--version`. */
export declare function findChromium(): string | undefined;
/** The same path. Throws with a helpful sentence if there is none. */
export declare function requireChromium(): string;
