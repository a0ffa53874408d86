import type {Duplex} from 'node:stream';
import {setTimeout as wait} from 'node:timers/promises';
import {Account} from '../../demo/cloud/chat/state/account.ts';
import {Group} from '../../demo/cloud/chat/state/group.ts';
import {messageEvent} from '../../demo/cloud/chat/wire/group-events.ts';
import {encodePush} from '../../demo/cloud/chat/wire/frames.ts';

export const FRAME_MESSAGES = 20;

/** An hour ahead of the room itself, so that its tips never have a message's number. */
const AHEAD_MS = 3_600_000;

/** Many viewers talking: frames of 20 comments, as the service pushes them under load, past the limit of 40 messages a second. */
export class Feed {
  readonly #group: Group;
  readonly #speakers = Array.from({length: 50}, (_, index) => new Account(`speaker-${index}`));
  #said = 0;

  constructor(roomId: string) {
    this.#group = new Group(roomId, 'host', Date.now() + AHEAD_MS);
    for (const [index, {profile}] of this.#speakers.entries()) {
      profile.set('Tag_Profile_IM_Nick', `Speaker ${index}`);
      profile.set('Tag_Profile_IM_Image', `https://pictures.example/${index}.png`);
    }
  }

  /** Says so many at once to these sockets. */
  say(sockets: Iterable<Duplex>, messages = FRAME_MESSAGES): void {
    const time = Math.floor(Date.now() / 1_000);
    const GroupMsgArray = Array.from({length: messages}, () => {
      this.#said += 1;
      return messageEvent(
        this.#group,
        this.#speakers[this.#said % this.#speakers.length]!,
        {
          body: [{MsgType: 'TIMTextElem', MsgContent: {Text: `line ${this.#said}, how nice to be here`}}],
          priority: 'Normal',
          cloudCustomData: '{"v":1,"level":7,"badges":["fan"]}',
          clientTime: time,
          random: this.#said,
        },
        time,
      );
    });
    const frame = binaryFrame(encodePush({EventArray: [{Event: 3, GroupMsgArray}]}));
    for (const socket of sockets) socket.write(frame);
  }

  /** Says so many in frames of 20, so many a second. */
  async pace(sockets: Iterable<Duplex>, messages: number, perSecond: number): Promise<void> {
    const start = performance.now();
    for (let said = 0; said < messages; said += FRAME_MESSAGES) {
      const early = start + (said / perSecond) * 1_000 - performance.now();
      if (early > 1) await wait(early);
      this.say(sockets);
    }
  }
}

/** A whole binary message as a server sends it: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function binaryFrame(payload: Buffer): Buffer {
  const head = Buffer.from([0x82, 126, 0, 0]);
  head.writeUInt16BE(payload.length, 2); // Throws above 64 KB, which 20 comments never are.
  return Buffer.concat([head, payload]);
}
