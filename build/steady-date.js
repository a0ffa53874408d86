const {Date: PageDate, performance} = globalThis;
const ahead = PageDate.now() - performance.now();

/**
 * Stands in for `Date` in the chunk of Tencent Chat: the page's `Date`, whose present advances by `performance.now()`.
 * The SDK measures its time-outs and its pings by `Date.now()` (3.6.6). When the page's clock is set back by hours, a silent
 * connection would not be noticed for hours; when it is set forward, all that is under way fails at once, into the page.
 */
export class SteadyDate extends PageDate {
  static now() {
    return Math.round(performance.now() + ahead);
  }

  constructor(...given) {
    if (given.length) super(...given);
    else super(SteadyDate.now());
  }
}
