import type {Duplex} from 'node:stream';
import {setTimeout as wait} from 'node:timers/promises';
import {Account} from '../../demo/cloud/chat/state/account.ts';
import {Group} from '../../demo/cloud/chat/state/group.ts';
import {messageEvent} from '../../demo/cloud/chat/wire/group-events.ts';
import {encodePush} from '../../demo/cloud/chat/wire/frames.ts';

export const FRAME_MESSAGES = 20;

/** Sequence numbers begin an hour ahead of the room, so that its own messages never have the same number. */
const AHEAD_MS = 3_600_000;

/** Pushes comments of many viewers in frames of 20, as the service does under load, without the limit of 40 a second. */
export class Feed {
  readonly #group: Group;
  readonly #speakers = Array.from({length: 50}, (_, index) => new Account(`speaker-${index}`));
  #sent = 0;

  constructor(roomId: string) {
    this.#group = new Group(roomId, 'host', Date.now() + AHEAD_MS);
    for (const [index, {profile}] of this.#speakers.entries()) {
      profile.set('Tag_Profile_IM_Nick', `Speaker ${index}`);
      profile.set('Tag_Profile_IM_Image', `https://pictures.example/${index}.png`);
    }
  }

  /** Pushes comments in one frame to these sockets. */
  say(sockets: Iterable<Duplex>, messages = FRAME_MESSAGES): void {
    const time = Math.floor(Date.now() / 1_000);
    const GroupMsgArray = Array.from({length: messages}, () => {
      this.#sent += 1;
      return messageEvent(
        this.#group,
        this.#speakers[this.#sent % this.#speakers.length]!,
        {
          body: [{MsgType: 'TIMTextElem', MsgContent: {Text: `line ${this.#sent}, how nice to be here`}}],
          priority: 'Normal',
          cloudCustomData: '{"v":1,"level":7,"badges":["fan"]}',
          clientTime: time,
          random: this.#sent,
        },
        time,
      );
    });
    const frame = binaryFrame(encodePush({EventArray: [{Event: 3, GroupMsgArray}]}));
    for (const socket of sockets) socket.write(frame);
  }

  /** Pushes comments in frames of 20 at a rate. */
  async pace(sockets: Iterable<Duplex>, messages: number, perSecond: number): Promise<void> {
    const start = performance.now();
    for (let sent = 0; sent < messages; sent += FRAME_MESSAGES) {
      const early = start + (sent / perSecond) * 1_000 - performance.now();
      if (early > 1) await wait(early);
      this.say(sockets);
    }
  }
}

/** Encodes a binary WebSocket message of a server: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function binaryFrame(payload: Buffer): Buffer {
  const head = Buffer.from([0x82, 126, 0, 0]);
  head.writeUInt16BE(payload.length, 2); // Throws above 64 KB; 20 comments are smaller.
  return Buffer.concat([head, payload]);
}
