/**
 * Measures a whole room with and without the layer under 400 comments a second: with chat, hearts and a WebM video. Comments are
 * pushed to the sockets in frames of the local cloud, because the room's limit is 40 a second.
 */
import {launch, BenchPage} from '../load/browser.ts';
import {Feed} from '../load/feed.ts';
import {startPlatform, type BenchPlatform} from '../load/platform.ts';
import {countFrames} from '../shared/frames.ts';
import {median, report, round} from '../shared/report.ts';

const PER_SECOND = 400;
const FILL_MESSAGES = 8 * PER_SECOND;
const LOOK_MESSAGES = 8 * PER_SECOND;
const ROUNDS = 3;
const FEWER_LIMIT = 3;
const ROOM = 'danmaku';

export async function run(): Promise<boolean> {
  const platform = await startPlatform();
  const browser = await launch();
  const whole = await browser.newBrowserCDPSession();
  try {
    await platform.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: ROOM, Name: ROOM});
    const feed = new Feed(ROOM);
    const look = async (name: string, html: string) => {
      const benchPage = await BenchPage.open(browser, platform.page(`/${name}`, html));
      await feed.pace(platform.sockets, FILL_MESSAGES, PER_SECOND);
      const started = performance.now();
      const {presented} = await countFrames(whole, () => feed.pace(platform.sockets, LOOK_MESSAGES, PER_SECOND));
      const perSecond = (presented * 1_000) / (performance.now() - started);
      await benchPage.close();
      return perSecond;
    };
    const rounds = {with: [] as number[], without: [] as number[]};
    for (let turn = 0; turn < ROUNDS; turn++) {
      rounds.without.push(await look(`without-${turn}`, page(platform, `without-${turn}`, 'div')));
      rounds.with.push(await look(`with-${turn}`, page(platform, `with-${turn}`, 'danmaku-layer')));
    }
    const row = (values: readonly number[]) => ({
      median: round(median(values)),
      min: round(Math.min(...values)),
      max: round(Math.max(...values)),
    });
    const fewer = median(rounds.without) - median(rounds.with);
    return report({
      part: 'danmaku-room',
      table: {'without the layer': row(rounds.without), 'with it': row(rounds.with)},
      promises: {[`at most ${FEWER_LIMIT} presented frames a second fewer (${round(fewer)})`]: fewer <= FEWER_LIMIT},
      facts: {unit: 'frames a second', perSecond: PER_SECOND, rounds: ROUNDS},
    });
  } finally {
    await browser.close();
    await platform.close();
  }
}

/** @param layer Tag of the element that contains the video. */
function page(platform: BenchPlatform, userId: string, layer: string): string {
  return `<!doctype html>
<style>
  body { margin: 0; }
  live-room { display: grid; grid-template-columns: 1fr 20rem; height: 720px; }
  .video { display: block; height: 720px; }
  video { display: block; width: 100%; height: 100%; object-fit: cover; }
  chat-panel { min-height: 0; }
</style>
<live-room manual room-id="${ROOM}" im-server="${platform.imServer}">
  <${layer} class="video"><video muted loop></video></${layer}>
  <div style="display: grid; grid-template-rows: 1fr auto; min-height: 0"><chat-panel></chat-panel><like-button></like-button></div>
</live-room>
<script type="module">
  import '/live-room.js';
  await customElements.whenDefined('live-room');
  globalThis.received = 0;
  const video = document.querySelector('video');
  video.src = await recordVideo();
  await video.play();
  const room = document.querySelector('live-room');
  room.credentials = ${JSON.stringify(platform.sign(userId))};
  room.session.on('message', () => { globalThis.received += 1; });
  await room.join();
  setInterval(() => document.querySelector('like-button').like(), 200);
  globalThis.joinedAt = performance.now();

  /** Records a WebM of two seconds. */
  async function recordVideo() {
    const canvas = Object.assign(document.createElement('canvas'), {width: 640, height: 360});
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(30), {mimeType: 'video/webm;codecs=vp8'});
    const data = new Promise((resolve) => recorder.addEventListener('dataavailable', ({data}) => resolve(data)));
    recorder.start();
    for (const end = performance.now() + 2000; performance.now() < end; ) {
      context.fillStyle = 'hsl(' + (performance.now() / 10) % 360 + ' 60% 50%)';
      context.fillRect(0, 0, 640, 360);
      context.fillStyle = '#fff';
      context.fillRect((performance.now() / 4) % 640, 100, 80, 80);
      await new Promise(requestAnimationFrame);
    }
    recorder.stop();
    return URL.createObjectURL(await data);
  }
</script>`;
}
