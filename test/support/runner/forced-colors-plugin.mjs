/** The command `force-colors` switches forced colors of a page on or off. Only Chromium supports it. */
export function forcedColorsPlugin() {
  /** The emulation ends with its CDP connection, so each page keeps one open. */
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
