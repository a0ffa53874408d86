export type Engine = 'chromium' | 'firefox' | 'webkit';
export declare const ENGINES: readonly Engine[];
/** Engines that run unless others are named. */
export declare const DEFAULT_ENGINES: readonly Engine[];
/** The path of a browser of this engine that tests can control. */
export declare function findBrowser(engine: Engine): string | undefined;
/** Firefox's settings in tests and benches. */
export declare const FIREFOX_PREFS: Readonly<Record<string, boolean | number>>;
