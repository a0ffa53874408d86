/** The local cloud beside the tests, as chat-emulator-plugin.mjs tells pages of it. */

export interface CloudAddress {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** For the SDK's `proxyServer`. */
  readonly wsUrl: string;
  readonly sdkAppId: number;
  readonly secretKey: string;
}

export const localCloud = (await (await fetch('/local-cloud.json')).json()) as CloudAddress;
