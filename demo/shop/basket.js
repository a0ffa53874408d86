/* The shop's own basket: kept in the browser, the same in all tabs, and the cart of the live room. */
(() => {
  /**
   * @typedef {{productId: string, variantId?: string | undefined, quantity: number, price: number, title: string}} Line
   *   `price` is in cents.
   * @typedef {{productId: string, variantId?: string | undefined, quantity: number}} Item
   * @typedef {{price: number, stock: number, title: string}} Offer
   */
  const KEY = 'shop-basket';
  const changes = new EventTarget();
  const room = () => /** @type {HTMLElement} */ (document.querySelector('live-room'));
  /** @type {readonly Line[]} */
  let inMemory = []; // While storage is off.

  /** @returns {readonly Line[]} */
  function lines() {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      return Array.isArray(stored) ? stored : [];
    } catch {
      return inMemory;
    }
  }

  /** @param {readonly Line[]} next */
  function store(next) {
    inMemory = next;
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Storage is off: the basket lasts as long as the page.
    }
    changes.dispatchEvent(new Event('change'));
  }

  function cart() {
    const items = lines();
    const total = items.reduce((sum, {price, quantity}) => sum + price * quantity, 0);
    return {items, total, currency: 'CNY', checkoutUrl: '#basket'};
  }

  /**
   * Price and stock as the shop has them now.
   *
   * @param {Item} item
   * @returns {Promise<Offer>}
   */
  async function offerOf({productId, variantId}) {
    const api = `${room().getAttribute('api-url')}/rooms/${room().getAttribute('room-id')}`;
    const response = await fetch(`${api}/products/${encodeURIComponent(productId)}`);
    if (response.status === 404) throw refused('the shop has no such product');
    if (!response.ok) throw new Error(`the shop answers ${response.status}`);
    const product = await response.json();
    if (variantId === undefined) return product;
    const variant = product.variants?.find((/** @type {{id: string}} */ {id}) => id === variantId);
    if (!variant) throw refused('the product has no such variant');
    return {...variant, title: `${product.title}, ${variant.title}`};
  }

  /** @param {string} message */
  const refused = (message) => Object.assign(new Error(message), {code: 'REFUSED'});

  /**
   * Runs after the changes of the other tabs, so that none is lost.
   *
   * @template T
   * @param {() => T} work
   * @returns {Promise<T>}
   */
  const alone = async (work) => (navigator.locks ? await navigator.locks.request(KEY, async () => work()) : work());

  /**
   * @param {Item} item
   * @param {(known: number) => number} quantityOf The new quantity, by the known one.
   */
  async function change(item, quantityOf) {
    const {productId, variantId} = item;
    const placeIn = (/** @type {readonly Line[]} */ all) =>
      all.findIndex((line) => line.productId === productId && line.variantId === variantId);
    const known = lines()[placeIn(lines())]?.quantity ?? 0;
    const offer = quantityOf(known) > known ? await offerOf(item) : undefined;
    return alone(() => {
      const before = lines();
      const at = placeIn(before);
      const line = before[at];
      if (!offer && !line) return cart(); // Another tab has removed it.
      const quantity = quantityOf(line?.quantity ?? 0);
      if (offer && quantity > offer.stock) throw refused('no more in stock');
      const {price, title} = /** @type {Offer | Line} */ (offer ?? line);
      const next = {productId, variantId, quantity, price, title};
      const all = at < 0 ? [...before, next] : before.map((line, index) => (index === at ? next : line));
      store(all.filter((line) => line.quantity > 0));
      return cart();
    });
  }

  addEventListener('storage', ({key}) => {
    if (key === KEY || key === null) changes.dispatchEvent(new Event('change'));
  });

  const basket = {
    get: async () => cart(),
    /** @param {Item} item */
    add: (item) => change(item, (known) => known + item.quantity),
    /** @param {Item} item */
    update: (item) => change(item, () => item.quantity),
    /**
     * @param {() => void} callback
     * @param {{signal?: AbortSignal}} [options]
     */
    subscribe: (callback, options) => changes.addEventListener('change', callback, options),
  };
  Object.assign(globalThis, {basket});

  document.addEventListener('DOMContentLoaded', async () => {
    draw();
    basket.subscribe(draw);
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-add]'))) {
      const productId = button.dataset['add'] ?? '';
      const variantId = button.dataset['variant'];
      button.addEventListener('click', () => basket.add({productId, variantId, quantity: 1}).catch(show));
    }
    const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('#basket-dialog'));
    document.querySelector('#basket')?.addEventListener('click', () => dialog.showModal());
    addEventListener('hashchange', () => {
      if (location.hash === '#basket' && !dialog.open) dialog.showModal();
    });
    dialog.addEventListener('close', () => location.hash === '#basket' && history.replaceState(null, '', '#'));
    await customElements.whenDefined('live-room');
    Object.assign(room(), {cart: basket});
  });

  /** @param {unknown} reason */
  function show(reason) {
    const note = /** @type {HTMLElement} */ (document.querySelector('#basket-note'));
    note.hidden = false;
    /** @type {HTMLDialogElement} */ (document.querySelector('#basket-dialog')).showModal();
    console.info(reason);
  }

  function draw() {
    const {items, total} = cart();
    const count = items.reduce((sum, {quantity}) => sum + quantity, 0);
    /** @type {HTMLOutputElement} */ (document.querySelector('#basket-count')).value = String(count);
    /** @type {HTMLElement} */ (document.querySelector('#basket-total')).textContent = price(total);
    /** @type {HTMLElement} */ (document.querySelector('#basket-empty')).hidden = items.length > 0;
    /** @type {HTMLElement} */ (document.querySelector('#basket-note')).hidden = true;
    document.querySelector('#basket-lines')?.replaceChildren(...items.map(row));
  }

  /** @param {Line} line */
  function row({title, quantity, price: each, ...item}) {
    const node = document.createElement('li');
    const name = Object.assign(document.createElement('span'), {textContent: title});
    const sum = Object.assign(document.createElement('span'), {textContent: price(each * quantity)});
    const buttons = [-1, 1].map((step) => {
      const button = Object.assign(document.createElement('button'), {
        type: 'button',
        textContent: step < 0 ? '−' : '+',
      });
      button.setAttribute('aria-label', `${step < 0 ? '−1' : '+1'} ${title}`);
      button.addEventListener('click', () => basket.update({...item, quantity: quantity + step}).catch(show));
      return button;
    });
    const [less, more] = /** @type {[HTMLButtonElement, HTMLButtonElement]} */ (buttons);
    node.append(name, less, Object.assign(document.createElement('output'), {value: String(quantity)}), more, sum);
    return node;
  }

  /** @param {number} cents */
  const price = (cents) => `¥${(cents / 100).toFixed(2)}`;
})();
