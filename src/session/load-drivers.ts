import type {ImDriver} from '../drivers/driver.js';
import {TencentChatDriver} from '../drivers/im/tencent-chat.js';

/** How a session gets its driver. Called early, so that the SDK travels while the business server answers. */
export type LoadImDriver = () => Promise<ImDriver>;

/** The only place where anything heavy is loaded: Tencent's SDK, in a chunk of its own. */
export async function loadTencentChat(): Promise<ImDriver> {
  const {default: sdk} = await import('../drivers/im/tencent-chat-sdk.js');
  return new TencentChatDriver(sdk);
}
