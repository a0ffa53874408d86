/**
 * The bots' process. Environment: `API_URL`, `MEDIA_URL`, `ROOM_ID`, `BOTS` (messages a second), `TOKENS_FILE`, and `SEED`
 * to repeat a conversation. The IPC message `{type: 'rate', messagesPerSecond}` changes the rate.
 */
import {closeOnSignal} from '../http/exit-with-parent.ts';
import {BusinessApi} from '../../bots/business-api.ts';
import {Bots} from '../../bots/bots.ts';
import {Conversation} from '../../bots/conversation.ts';
import {PERSONAS} from '../../bots/personas.ts';
import {Random} from '../../bots/random.ts';
import {signIn} from '../../bots/sign-in.ts';
import {CHINESE} from '../../bots/phrases/chinese.ts';
import {ENGLISH} from '../../bots/phrases/english.ts';
import {TokenStore} from '../../bots/token-store.ts';

const {API_URL: apiUrl, MEDIA_URL: mediaUrl, ROOM_ID: roomId = 'demo', TOKENS_FILE: tokensFile} = process.env;
if (!apiUrl || !mediaUrl) throw new Error('the environment variables API_URL and MEDIA_URL are required');

const tokens = new TokenStore(tokensFile);
const seed = Number(process.env.SEED ?? Date.now());
const bots = new Bots({
  roomId,
  rate: Number(process.env.BOTS ?? 2),
  personas: PERSONAS,
  conversation: new Conversation({
    personas: PERSONAS,
    phrases: {zh: CHINESE, en: ENGLISH},
    rate: 1,
    random: new Random(seed),
  }),
  // A separate generator: likes and gifts do not change the conversation of a seed.
  random: new Random(seed + 1),
  business: new BusinessApi(apiUrl, roomId),
  signIn: async (persona) => {
    try {
      return await signIn(persona, {apiUrl, mediaUrl, roomId, tokens});
    } catch (error) {
      console.error(`${persona.nick} could not sign in: ${String(error)}`);
      throw error;
    }
  },
  report: (line) => console.error(line),
});
closeOnSignal(() => bots.close());

process.on('message', (message: {readonly type?: unknown; readonly messagesPerSecond?: unknown}) => {
  const {type, messagesPerSecond} = message;
  if (type !== 'rate' || typeof messagesPerSecond !== 'number' || !(messagesPerSecond >= 0)) return;
  bots.rate = messagesPerSecond;
});

await bots.joinAll();
process.send?.({type: 'ready'});
console.log(`${PERSONAS.length} viewers are in ${roomId}`);
await bots.run();
