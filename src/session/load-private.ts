/** What is said one to one: needed only once somebody looks at it. */
export const loadPrivateTalk = () => import('./private-talk.js');
export const loadPrivateDriver = () => import('../drivers/im/tencent-chat-private.js');
