import type {ImDriver} from '../drivers/driver.js';
import {TencentChatDriver} from '../drivers/im/tencent-chat.js';
import {loadSdk} from './load-sdk.js';

/** How a session gets its driver. Called early, so that the SDK travels while the business server answers. */
export type LoadImDriver = () => Promise<ImDriver>;

/** Tencent Chat, once its SDK has arrived. */
export async function loadTencentChat(): Promise<ImDriver> {
  const {default: sdk} = await loadSdk();
  return new TencentChatDriver(sdk);
}
