/** Tencent's SDK, in a chunk of its own: ten times our size. Asked for twice, it is loaded once. */
export const loadSdk = () => import('../drivers/im/tencent-chat-sdk.js');
