export declare class WebKitPage {
  /** @param driver Returns Webdriverio's driver, undefined before it is created. */
  constructor(driver: () => unknown);
  readonly keyboard: Record<'type' | 'press' | 'down' | 'up', (text: string) => Promise<unknown>>;
  readonly mouse: {
    move(x: number, y: number): Promise<unknown>;
    down(): Promise<unknown>;
    up(): Promise<unknown>;
  };
  setViewport(size: {width: number; height: number}): Promise<void>;
}
