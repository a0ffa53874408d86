/** WebDriver capabilities for this MiniBrowser. */
export declare function webKitCapabilities(binary: string): object;
/** Starts the driver, with a screen in memory. */
export declare function startWebKitDriver(): Promise<{
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}>;
