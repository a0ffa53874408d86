const {Date: PageDate, performance} = globalThis;
const ahead = PageDate.now() - performance.now();

/**
 * Stands in for `Date` in the chunks of Tencent's SDKs: the page's `Date`, whose present advances by `performance.now()`.
 * The Chat SDK measures its time-outs and its pings by `Date.now()` (3.6.6), and TRTC the silence of its signalling (5.17.1). When
 * the page's clock is set back by hours, a silent connection would not be noticed for hours; when it is set forward, Chat fails
 * all that is under way, into the page, and TRTC gives up a connection that works.
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
