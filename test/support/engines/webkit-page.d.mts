export declare class WebKitPage {
  /** @param driver Webdriverio's, whenever it is there. */
  constructor(driver: () => unknown);
  readonly keyboard: Record<'type' | 'press' | 'down' | 'up', (text: string) => Promise<unknown>>;
  readonly mouse: {
    move(x: number, y: number): Promise<unknown>;
    down(): Promise<unknown>;
    up(): Promise<unknown>;
  };
  setViewport(size: {width: number; height: number}): Promise<void>;
}
