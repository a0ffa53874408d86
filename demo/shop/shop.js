/* The shop's own script: its language and its light and dark theme. */
(() => {
  /** @type {Record<string, string>} */
  const english = {
    title: 'Hillside gaiwan, set of three · Shanye',
    skip: 'Skip to content',
    strip: 'Live tonight: free shipping over ¥199, sent within 48 hours',
    brand: 'Shanye',
    nav: 'Main',
    navTea: 'New tea',
    navWare: 'Teaware',
    navStory: 'Our hill',
    navReviews: 'Reviews',
    dark: 'Dark',
    basket: 'Basket',
    close: 'Close',
    basketNote: 'No more of it is in stock.',
    basketEmpty: 'The basket is empty.',
    basketTotal: 'Total',
    basketDemo: 'A made-up shop: nothing can be paid here.',
    kicker: 'Weekend Market',
    headline: 'Spring on the hill, live now',
    lead: 'Linxi is at the tea table, brewing one after another. Ask her anything.',
    gaiwanAlt: 'A celadon lidded bowl with a painted spray of bamboo',
    tag: 'On the table now',
    product: 'Hillside gaiwan, set of three',
    starsLabel: '4.9 of 5 stars',
    productText:
      'Longquan celadon with one painted spray of bamboo. The flared rim pours clean and stays cool; 110 ml, just right for one.',
    was: 'was ',
    glaze: 'Glaze',
    celadon: 'Celadon',
    moon: 'Moon',
    teaDust: 'Tea dust',
    add: 'Add to basket',
    promise1: 'Broken on the way? We replace it',
    promise2: 'Seven days to return it, even after a brew',
    shelf: 'On the shelf tonight',
    caddyAlt: 'A dark green tea tin labelled spring hill',
    caddy: 'Spring Hill green tea, 100 g',
    caddyText: 'Picked on 26 March. Chestnut sweet, and quick to come back.',
    teapotAlt: 'A russet Yixing teapot',
    teapot: "Old Zhou's teapot, 150 ml",
    teapotText: 'Unblended clay. He makes twenty a month, no more.',
    cupAlt: 'A blue mug with a running white glaze',
    cup: 'First Snow mug, 220 ml',
    cupText: 'The glaze runs as it likes; no two snow lines agree.',
    honeyAlt: 'A jar of wild honey',
    honey: 'Wild blossom honey, 500 g',
    honeyText: 'Taken once a year. Sets by itself in winter.',
    persimmonAlt: 'Persimmons hung on strings',
    persimmon: 'String-dried persimmons, 250 g',
    persimmonText: 'Forty days of sun, soft inside. For strong tea.',
    story: 'Eight hundred metres up, mist until nine',
    story1:
      'The shop sits halfway up a hill in Lishui, Zhejiang. Eleven families grow the tea, two kilns below fire the bowls, and honey and persimmons depend on the weather.',
    story2:
      'We keep no stock. Once a week we go live with whatever the hill had, and you buy what you like the look of.',
    reviews: 'What people say',
    review1:
      'No burnt fingers on the first try, and it pours beautifully. The bamboo is so faint that I like it more each day.',
    reviewOf1: 'gaiwan set',
    review2:
      'Still sweet at the fourth steep. Linxi said 85 degrees on the stream; she is right, no bitterness at all.',
    reviewOf2: 'Spring Hill green tea',
    review3:
      'A saucer broke on the way. One photo, and three days later a new one came, with two persimmons in the box.',
    reviewOf3: 'First Snow mug',
    address: 'Lishui, Zhejiang, a mile above the terraces',
    small: 'A made-up shop, to show a live room embedded with two lines.',
    examples: 'Other ways to embed it',
    studio: 'The studio',
  };
  /** @type {Record<string, string>} */
  const chinese = {};
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);

  /** @param {string} key */
  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage is off, so choices last as long as the page.
    }
  };
  /**
   * @param {string} key
   * @param {string} value
   */
  const remember = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // As above.
    }
  };

  let language = asked.get('lang') ?? remembered('shop-language') ?? (/^zh\b/i.test(navigator.language) ? 'zh' : 'en');
  let dark = (asked.get('theme') ?? remembered('shop-theme')) === 'dark';
  if (!asked.has('theme') && !remembered('shop-theme')) dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.lang = language === 'zh' ? 'zh-CN' : 'en';
  root.classList.toggle('dark', dark);

  /**
   * Calls back with each element whose text is a term.
   *
   * @param {(name: string, read: () => string, write: (text: string) => void) => void} visit
   */
  function visitTexts(visit) {
    for (const element of elements('[data-t]')) {
      visit(
        element.dataset['t'] ?? '',
        () => element.textContent ?? '',
        (text) => (element.textContent = text),
      );
    }
    for (const [attribute, key] of /** @type {const} */ ([
      ['alt', 'tAlt'],
      ['aria-label', 'tLabel'],
    ])) {
      for (const element of elements(key === 'tAlt' ? '[data-t-alt]' : '[data-t-label]')) {
        visit(
          element.dataset[key] ?? '',
          () => element.getAttribute(attribute) ?? '',
          (text) => element.setAttribute(attribute, text),
        );
      }
    }
  }

  /** @param {string} selector */
  function elements(selector) {
    return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));
  }

  /** @param {string} selector */
  function element(selector) {
    const [found] = elements(selector);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }

  function say() {
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    visitTexts((name, read, write) => {
      const text = (chinese[name] ??= read());
      write(language === 'zh' ? text : (english[name] ?? text));
    });
    const button = element('#language');
    button.textContent = language === 'zh' ? 'English' : '中文';
    button.lang = language === 'zh' ? 'en' : 'zh-CN';
  }

  function paint() {
    root.classList.toggle('dark', dark);
    element('#theme').setAttribute('aria-pressed', String(dark));
  }

  document.addEventListener('DOMContentLoaded', () => {
    say();
    paint();
    element('#language').addEventListener('click', () => {
      language = language === 'zh' ? 'en' : 'zh';
      remember('shop-language', language);
      say();
    });
    element('#theme').addEventListener('click', () => {
      dark = !dark;
      remember('shop-theme', dark ? 'dark' : 'light');
      paint();
    });
  });
})();
