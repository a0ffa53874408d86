/**
 * The demo's company as a process. Told by `API_URL`, `MEDIA_URL`, `ROOM_ID`, `BOTS` (messages a second), `TOKENS_FILE`
 * and, to repeat an evening, `SEED`; while it runs by messages `{type: 'rate', messagesPerSecond}`.
 */
import {endWith} from '../dev/http/exit-with-parent.ts';
import {Business} from './business.ts';
import {Company} from './company.ts';
import {Conversation} from './conversation.ts';
import {PERSONAS} from './personas.ts';
import {Random} from './random.ts';
import {signIn} from './sign-in.ts';
import {CHINESE} from './talk/chinese.ts';
import {ENGLISH} from './talk/english.ts';
import {Tokens} from './tokens.ts';

const {API_URL: apiUrl, MEDIA_URL: mediaUrl, ROOM_ID: roomId = 'demo', TOKENS_FILE: tokensFile} = process.env;
if (!apiUrl || !mediaUrl) throw new Error('API_URL and MEDIA_URL are needed');

const tokens = new Tokens(tokensFile);
const seed = Number(process.env.SEED ?? Date.now());
const company = new Company({
  roomId,
  rate: Number(process.env.BOTS ?? 2),
  personas: PERSONAS,
  conversation: new Conversation({
    personas: PERSONAS,
    talk: {zh: CHINESE, en: ENGLISH},
    rate: 1,
    random: new Random(seed),
  }),
  // Of its own: whoever likes or gives changes nothing of what is said.
  random: new Random(seed + 1),
  business: new Business(apiUrl, roomId),
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
endWith(() => company.close());

process.on('message', (message: {readonly type?: unknown; readonly messagesPerSecond?: unknown}) => {
  const {type, messagesPerSecond} = message;
  if (type !== 'rate' || typeof messagesPerSecond !== 'number' || !(messagesPerSecond >= 0)) return;
  company.rate = messagesPerSecond;
});

await company.come();
process.send?.({type: 'ready'});
console.log(`${PERSONAS.length} viewers are in ${roomId}`);
await company.stay();
