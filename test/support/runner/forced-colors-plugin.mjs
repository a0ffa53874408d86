/** The command `force-colors`: a page's colours are those of its reader, or its own again. Chromium alone can be told so. */
export function forcedColorsPlugin() {
  /** The emulation ends with the connection that asked for it, so each page keeps one. */
  const connections = new WeakMap();
  return {
    name: 'forced-colors',
    async executeCommand({command, payload: on, session}) {
      if (command !== 'force-colors') return;
      const page = session.browser.getPage(session.id);
      const connection = connections.get(page) ?? (await page.createCDPSession());
      connections.set(page, connection);
      const features = [{name: 'forced-colors', value: on ? 'active' : ''}];
      await connection.send('Emulation.setEmulatedMedia', {features});
      return true;
    },
  };
}
