/** For pages that can only paste a classic script: the module beside this file, with this file's own query. */
const script = document.currentScript as HTMLScriptElement | null;

if (script?.src) {
  const {search} = new URL(script.src);
  // A module's own script element fires `error` when it cannot be loaded; so does this one. MooTools replaces `Event`.
  import(new URL(`./live-room.js${search}`, script.src).href).catch(() => script.dispatchEvent(new UIEvent('error')));
}
