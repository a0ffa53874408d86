/* The shop's own basket: stored in the browser, the same in all tabs, and the cart of the live room. */
(() => {
  /**
   * @typedef {{productId: string, variantId?: string | undefined, quantity: number, price: number, title: string}} Line
   *   `price` is in cents.
   * @typedef {{productId: string, variantId?: string | undefined, quantity: number}} Item
   * @typedef {{price: number, stock: number, title: string}} Offer
   */
  const NAME = 'shop-basket';
  const STORE = 'basket';
  const LINES = 'lines';
  const changes = new EventTarget();
  const otherTabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel(NAME) : undefined;
  const room = () => /** @type {HTMLElement} */ (document.querySelector('live-room'));
  /** @type {readonly Line[]} */
  let inMemory = []; // Used while storage is off.

  /** @type {Promise<IDBDatabase | undefined>} */
  const database = new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    } catch {
      resolve(undefined); // Storage is off, so the basket lasts as long as the page.
    }
  });

  /**
   * Reads the basket, and replaces it by the result of `next`. In one transaction, so that two tabs that change it at
   * once lose nothing. With `localStorage` they would, because each process has its own copy.
   *
   * @param {(before: readonly Line[]) => readonly Line[]} [next] @returns {Promise<readonly Line[]>}
   */
  async function lines(next) {
    const opened = await database;
    if (!opened) return (inMemory = next ? next(inMemory) : inMemory);
    return new Promise((resolve, reject) => {
      const transaction = opened.transaction(STORE, next ? 'readwrite' : 'readonly');
      const store = transaction.objectStore(STORE);
      const stored = store.get(LINES);
      /** @type {readonly Line[]} */
      let result = [];
      /** @type {unknown} */
      let refusal;
      stored.onsuccess = () => {
        result = Array.isArray(stored.result) ? stored.result : [];
        if (!next) return;
        try {
          result = next(result);
          store.put(result, LINES);
        } catch (error) {
          refusal = error;
          transaction.abort();
        }
      };
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(refusal ?? transaction.error);
    });
  }

  /** @param {readonly Line[]} items */
  function cartOf(items) {
    const total = items.reduce((sum, {price, quantity}) => sum + price * quantity, 0);
    return {items, total, currency: 'CNY', checkoutUrl: '#basket'};
  }

  /**
   * The shop's current price and stock.
   *
   * @param {Item} item @returns {Promise<Offer>}
   */
  async function offerOf({productId, variantId}) {
    const api = `${room().getAttribute('api-url')}/rooms/${room().getAttribute('room-id')}`;
    const response = await fetch(`${api}/products/${encodeURIComponent(productId)}`);
    if (response.status === 404) throw refused('the shop has no such product');
    if (!response.ok) throw new Error(`the shop responds with ${response.status}`);
    const product = await response.json();
    if (variantId === undefined) return product;
    const variant = product.variants?.find((/** @type {{id: string}} */ {id}) => id === variantId);
    if (!variant) throw refused('the product has no such variant');
    return {...variant, title: `${product.title}, ${variant.title}`};
  }

  /** @param {string} message */
  const refused = (message) => Object.assign(new Error(message), {code: 'REFUSED'});

  /**
   * @param {Item} item
   * @param {(known: number) => number} quantityOf The new quantity, by the known one.
   */
  async function change(item, quantityOf) {
    const {productId, variantId} = item;
    const placeIn = (/** @type {readonly Line[]} */ all) =>
      all.findIndex((line) => line.productId === productId && line.variantId === variantId);
    const now = await lines();
    const known = now[placeIn(now)]?.quantity ?? 0;
    const offer = quantityOf(known) > known ? await offerOf(item) : undefined;
    const changed = await lines((before) => {
      const at = placeIn(before);
      const line = before[at];
      if (!offer && !line) return before; // Another tab has removed it.
      const quantity = quantityOf(line?.quantity ?? 0);
      if (offer && quantity > offer.stock) throw refused('no more in stock');
      const {price, title} = /** @type {Offer | Line} */ (offer ?? line);
      const next = {productId, variantId, quantity, price, title};
      const all = at < 0 ? [...before, next] : before.map((line, index) => (index === at ? next : line));
      return all.filter((line) => line.quantity > 0);
    });
    otherTabs?.postMessage(0);
    changes.dispatchEvent(new Event('change'));
    return cartOf(changed);
  }

  otherTabs?.addEventListener('message', () => changes.dispatchEvent(new Event('change')));

  const basket = {
    get: async () => cartOf(await lines()),
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
    void draw();
    basket.subscribe(() => void draw());
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

  async function draw() {
    const {items, total} = await basket.get();
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
