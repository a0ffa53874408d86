/** What sends files: needed only once somebody does. */
export const loadUpload = () => import('../drivers/im/upload-plugin.js');
export const loadFileOutbox = () => import('./file-outbox.js');
