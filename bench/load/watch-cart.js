// Runs before the page's own scripts. Presses buttons of the page's and the room's cart, and records when a view changes.
{
  const wallTime = () => performance.timeOrigin + performance.now();
  const shelf = document.createElement('product-shelf');
  const seen = {page: '', room: ''};
  const changedAt = {page: 0, room: 0};
  let underWay = 0;
  let soldOut = 0;

  const texts = (root, selector) => [...root.querySelectorAll(selector)].map(({textContent}) => textContent.trim());
  const view = (root, quantities, total) => {
    const sum = texts(root, total)
      .join()
      .replace(/[^\d.]/g, '');
    return `${texts(root, quantities).join()} = ${Number(sum)}`;
  };
  const pageView = () => view(document, '#basket-lines output', '#basket-total');
  const roomView = () => view(shelf.shadowRoot, '.cart output', '.cart .sum bdi');
  const note = () => {
    const now = {page: pageView(), room: roomView()};
    for (const place of ['page', 'room']) if (now[place] !== seen[place]) changedAt[place] = wallTime();
    Object.assign(seen, now);
  };
  const disabled = () => shelf.shadowRoot.querySelectorAll('[part=add][aria-disabled=true]').length;
  const until = (isTrue) =>
    new Promise((resolve) => {
      const look = () => (isTrue() ? resolve() : setTimeout(look, 15));
      look();
    });

  /** Counts the pending changes of the cart of the page and the room. */
  function countChanges(basket) {
    for (const method of ['add', 'update']) {
      const original = basket[method];
      basket[method] = async (item) => {
        underWay += 1;
        try {
          return await original(item);
        } finally {
          underWay -= 1;
        }
      };
    }
  }

  /** Buttons by action. */
  const buttons = {
    page: () => ({
      add: document.querySelectorAll('[data-add]'),
      'one fewer': document.querySelectorAll('#basket-lines li > button:first-of-type'),
      'one more': document.querySelectorAll('#basket-lines li > button:last-of-type'),
    }),
    room: () => ({
      add: shelf.shadowRoot.querySelectorAll('[part=add][aria-disabled=false]'),
      'one fewer': shelf.shadowRoot.querySelectorAll('.quantity button:nth-of-type(1)'),
      'one more': shelf.shadowRoot.querySelectorAll('.quantity button:nth-of-type(2)'),
      remove: shelf.shadowRoot.querySelectorAll('.quantity button:nth-of-type(3)'),
    }),
  };

  globalThis.cartWatch = {
    async start() {
      const room = document.querySelector('live-room');
      await until(() => room.matches(':state(joined)'));
      countChanges(globalThis.basket);
      room.id = 'room';
      shelf.setAttribute('room', 'room');
      shelf.setAttribute('layout', 'list');
      document.body.append(shelf);
      await until(() => shelf.shadowRoot?.querySelector('.cart') && shelf.shadowRoot.querySelector('[part=add]'));
      soldOut = disabled();
      const changes = {subtree: true, childList: true, characterData: true, attributes: true};
      new MutationObserver(note).observe(document.querySelector('#basket-dialog'), changes);
      new MutationObserver(note).observe(shelf.shadowRoot, changes);
    },
    /** Presses a random button for each number. */
    press(seeds) {
      return seeds.map((seed) => {
        const place = seed % 2 ? 'page' : 'room';
        const kinds = Object.entries(buttons[place]()).filter(([, found]) => found.length);
        const [kind, found] = kinds[(seed >> 1) % kinds.length];
        const at = wallTime();
        found[(seed >> 4) % found.length].click();
        return {place, kind, at};
      });
    },
    settled: () => until(() => !underWay && disabled() <= soldOut),
    async read() {
      const {items, total} = await globalThis.basket.get();
      note();
      return {
        views: [pageView(), roomView()],
        basket: `${items.map(({quantity}) => quantity).join()} = ${total / 100}`,
        changedAt: {...changedAt},
      };
    },
  };
}
