/** A local TRTC with the demo's keys in a separate process, which tests kill. It listens on `PORT`. */
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {createLocalRtc} from '../../../demo/cloud/rtc/local-rtc.ts';
import {readRecording} from '../../../demo/cloud/rtc/recording.ts';
import {DEMO_APP_ID, DEMO_SECRETS} from '../../../demo/server/src/settings/demo-settings.ts';

const port = Number(process.env.PORT);
const recording = readRecording(readFileSync(new URL('../../../demo/dev/media/host.rtp.gz', import.meta.url)));
const rtc = await createLocalRtc({
  sdkAppId: DEMO_APP_ID,
  secretKey: DEMO_SECRETS.SDK_SECRET_KEY,
  mediaPort: port,
  recordedHosts: {recording, hosts: {demo: 'host-linxi'}},
});
const server = createServer((request, response) => {
  if (!rtc.handle(request, response)) response.writeHead(404).end();
});
rtc.attach(server);
server.listen(port, 'localhost', () => console.log('ready'));
