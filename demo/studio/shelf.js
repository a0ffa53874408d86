import {find, make, safeAddress} from './dom.js';
import {inLanguage, t} from './language.js';
import {Outcome} from './outcome.js';
import {boundsOf, priceIn, symbol, written} from './price.js';

/** The products, with editable price and stock. */
export function shelf(studio) {
  const {server, show, path} = studio;
  const list = find('shelf-list');
  const outcome = new Outcome(find('shelf-outcome'), find('shelf'));
  const rows = new Map();
  let seen;

  const load = async () => {
    const products = await server.call('GET', `${path}/products`);
    for (const [id, row] of rows) {
      if (products.some((product) => product.id === id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    for (const product of products) {
      const row = rows.get(product.id) ?? new ProductRow(change);
      rows.set(product.id, row);
      row.update(product);
      list.append(row.element);
    }
    find('shelf-empty').hidden = products.length > 0;
    sayShown();
  };
  /** @param work Async. What it did is read again before it counts as done. */
  const change = (work, done) =>
    outcome.set(async () => {
      await work(server, path);
      await Promise.all([load(), show.refresh()]);
    }, done);

  const sayShown = () => {
    const id = show.room?.product?.id;
    for (const [other, row] of rows) row.shown = other === id;
    const title = rows.get(id)?.title;
    find('on-show').textContent = title ? t('onShow', {title}) : t('nothingOnShow');
  };
  show.addEventListener('room', () => {
    const {product} = show.room;
    const version = product ? `${product.id} ${product.v}` : '';
    if (version === seen) return;
    seen = version;
    load().catch(() => (seen = undefined)); // Asked again with the next look at the room.
  });
  inLanguage(() => {
    for (const row of rows.values()) row.say();
    sayShown();
  });
}

class ProductRow {
  element;
  #change;
  #product;
  #shown = false;
  #picture = make('img', {alt: '', width: 48, height: 48, loading: 'lazy'});
  #title = make('strong');
  #badge = make('span', {className: 'mark'});
  #priceWords = make('span');
  #price = make('input', {type: 'number', inputMode: 'decimal', min: '0', required: true});
  #stockWords = make('span');
  #stock = make('input', {
    type: 'number',
    inputMode: 'numeric',
    min: '0',
    max: '1000000000',
    step: '1',
    required: true,
  });
  #save = make('button', {type: 'submit'});
  #put = make('button', {type: 'button', className: 'soft'});
  #out = make('button', {type: 'button'});

  constructor(change) {
    this.#change = change;
    const form = make(
      'form',
      {},
      make('label', {}, this.#priceWords, this.#price),
      make('label', {}, this.#stockWords, this.#stock),
      this.#save,
      this.#out,
    );
    this.element = make(
      'li',
      {},
      this.#picture,
      make('p', {className: 'product'}, this.#title, ' ', this.#badge),
      this.#put,
      form,
    );
    form.addEventListener('input', () => this.#mark());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const price = priceIn(this.#price.value, this.#product.currency);
      if (price !== undefined) void this.#write({price, stock: Number(this.#stock.value)}, 'saved');
    });
    this.#out.addEventListener('click', () => void this.#write({stock: 0}, 'nowSoldOut'));
    this.#put.addEventListener('click', () => {
      const productId = this.#shown ? null : this.#product.id;
      const {title} = this;
      void this.#change(
        (server, path) => server.call('PUT', `${path}/featured-product`, {productId}),
        () => t(productId === null ? 'takenOff' : 'putOn', {title}),
      );
    });
  }

  get title() {
    return this.#product.title;
  }

  set shown(shown) {
    this.#shown = shown;
    this.element.classList.toggle('shown', shown);
    this.say();
  }

  /** Fields that are being edited keep their values. */
  update(product) {
    const {price, stock} = this.#edited();
    this.#product = product;
    if (!price) this.#price.value = written(product.price, product.currency);
    if (!stock) this.#stock.value = String(product.stock);
    Object.assign(this.#price, boundsOf(product.currency));
    this.#picture.src = safeAddress(product.image);
    this.say();
  }

  say() {
    const {title, currency, stock} = this.#product;
    this.#title.textContent = title;
    this.#priceWords.textContent = t('price', {symbol: symbol(currency)});
    this.#stockWords.textContent = t('stock');
    this.#save.textContent = t('save');
    this.#out.textContent = t('soldOut');
    this.#put.textContent = t(this.#shown ? 'takeOff' : 'putOnShow');
    this.#put.setAttribute('aria-label', `${this.#put.textContent}: ${title}`);
    this.#badge.textContent = [this.#shown ? t('shown') : '', stock ? '' : t('isSoldOut')].filter(Boolean).join(' · ');
    this.#badge.hidden = !this.#badge.textContent;
    this.#price.setAttribute('aria-label', `${t('price', {symbol: symbol(currency)})}: ${title}`);
    this.#stock.setAttribute('aria-label', `${t('stock')}: ${title}`);
    this.#save.setAttribute('aria-label', `${t('save')}: ${title}`);
    this.#out.setAttribute('aria-label', `${t('soldOut')}: ${title}`);
    this.#out.disabled = stock === 0;
    this.#mark();
  }

  #edited() {
    if (!this.#product) return {};
    const {price, currency, stock} = this.#product;
    return {price: this.#price.value !== written(price, currency), stock: this.#stock.value !== String(stock)};
  }

  #mark() {
    for (const field of [this.#price, this.#stock]) field.style.setProperty('--characters', field.value.length);
    const {price, stock} = this.#edited();
    this.#save.disabled = !price && !stock;
    this.#save.classList.toggle('primary', Boolean(price || stock));
  }

  /** A product is written whole. */
  #write(changes, done) {
    const {id, title, image, price, currency, stock, href} = this.#product;
    const body = {title, image, price, currency, stock, href, ...changes};
    return this.#change(
      async (server, path) => {
        await server.call('PUT', `${path}/products/${encodeURIComponent(id)}`, body);
        this.#product = {...this.#product, ...changes};
        this.#price.value = written(this.#product.price, currency);
        this.#stock.value = String(this.#product.stock);
      },
      () => t(done, {title}),
    );
  }
}
