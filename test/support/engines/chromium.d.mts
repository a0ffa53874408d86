export declare const CHROMIUM_ARGS: readonly string[];
/** A made-up camera and microphone that no page has to ask for, and sound without a tap. */
export declare const MEDIA_ARGS: readonly string[];
/** The path of a Chromium that runs with `--version`. */
export declare function findChromium(): string | undefined;
/** The same; throws a sentence that helps when there is none. */
export declare function requireChromium(): string;
