/**
 * The platform's process. Environment: `PORT`, `SHOP_ORIGIN`, `FILES_FOLDER` (the folder of viewers' files) and `SOURCES` (`1`
 * serves the sources instead of dist/). The IPC message `{type: 'server', port}` sets the port of the business server.
 */
import {closeOnSignal} from '../http/exit-with-parent.ts';
import {createPlatform, SCRIPTS} from './platform.ts';
import {warmUp} from './warm-up.ts';

const port = Number(process.env.PORT);
const {SHOP_ORIGIN: shopOrigin, FILES_FOLDER: filesFolder, SOURCES} = process.env;
const sources = SOURCES === '1' ? await (await import('./sources.ts')).serveSources() : undefined;
const platform = await createPlatform({port, shopOrigin, filesFolder, sources});
closeOnSignal(() => platform.close());

process.on('message', (message: {readonly type?: unknown; readonly port?: unknown}) => {
  if (message.type === 'server' && typeof message.port === 'number') platform.server = message.port;
});
if (!sources) await warmUp(SCRIPTS, port);
process.send?.({type: 'ready', port});
console.log(`listening on ${port}`);
