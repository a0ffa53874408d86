/** Addresses of the local cloud, which chat-emulator-plugin.mjs serves to pages. */

export interface CloudAddress {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** For the SDK's `proxyServer`. */
  readonly wsUrl: string;
  readonly sdkAppId: number;
  readonly secretKey: string;
}

export const localCloud = (await (await fetch('/local-cloud.json')).json()) as CloudAddress;
