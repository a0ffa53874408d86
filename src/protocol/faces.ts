/**
 * The faces of Tencent's own clients, which stand in texts as `[TUIEmoji_Smile]`, and the emoji that shows each: every
 * device has those, and Tencent's drawings are not ours to hand on.
 */
const FACES =
  'Smile🙂Expect🤗Blink😉Guffaw😆KindSmile😊Haha😁Cheerful😄Speechless😓Amazed😮Sorrow😢Complacent😎Silly🤪Lustful😍' +
  'Giggle😋Kiss😘Wail😭TearsLaugh😂Trapped😴Mask😷Fear😨BareTeeth😬FlareUp😡Yawn🥱Tact😏Stareyes🤩ShutUp🤐Sigh😮‍💨Hehe🙃' +
  'Silent😑Surprised😲Askance🙄Ok👌Shit💩Monster👾Daemon😈Rage👿Fool🤡Pig🐷Cow🐮Ai🤖Skull💀Bombs💣Coffee☕Cake🎂Beer🍺' +
  'Flower🌹Watermelon🍉Rich🤑Heart❤️Moon🌙Sun☀️Star⭐RedPacket🧧Celebrate🎉Bless㊗️Fortune🀄Convinced🫡Prohibit🚫' +
  'Knife🔪Like👍';

const emoji = new Map([...FACES.matchAll(/([A-Za-z]+)([^A-Za-z]+)/g)].map(([, name, face]) => [name!, face!]));
emoji.set('666', '666').set('857', '857');

const TOKEN = /\[TUIEmoji_(\w+)\]/g;

/** A text with emoji in place of Tencent's faces; what is no face stays as it is. */
export function withFaces(text: string): string {
  if (!text.includes('[TUIEmoji_')) return text;
  return text.replace(TOKEN, (token, name: string) => emoji.get(name) ?? token);
}

/** The emoji of all faces, in the order of Tencent's own clients. */
export function faces(): readonly string[] {
  return [...emoji.values()].filter((face) => !/^\d+$/.test(face));
}
