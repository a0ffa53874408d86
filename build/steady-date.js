const {Date: PageDate, performance} = globalThis;
const ahead = PageDate.now() - performance.now();

/**
 * The replacement of `Date` in the chunks of Tencent's SDKs: the page's `Date`, whose `now()` advances with
 * `performance.now()`. The Chat SDK measures timeouts and pings by `Date.now()` (3.6.6), and TRTC the silence of its
 * signalling (5.17.1). If the device's clock is set back by hours, they would not notice a silent connection for hours.
 * If it is set forward, Chat rejects all pending requests as unhandled rejections in the page, and TRTC closes a
 * working connection.
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
