/** Sample comments, equal in every run: half Chinese, a fifth Latin, some emoji, some phrases that repeat. */
const HAN = [
  ...'主播这个操作太强了我们今天看直播真的好厉害前方高能弹幕护体哈哈哈哈笑死加油冲啊什么情况音乐好听求歌名打卡签到来了新人报道感谢老板礼物',
];
const LATIN = (
  'lol gg wp nice play what a save insane clutch hello from Brazil this song is amazing poggers first time here love ' +
  'stream let us go team chat are you real'
).split(' ');
const EMOJI = [...'😂🔥👍❤🎉😭🤣👏💯🚀'];
const PHRASES = ['666', '哈哈哈哈哈', 'awsl', '??', '23333', '好家伙', '前方高能'];

/** @returns {() => string} Returns the next comment. */
export function createCommentGenerator(seed = 42) {
  const random = randomly(seed);
  const below = (limit) => Math.floor(random() * limit);
  const some = (count, of) => Array.from({length: count}, () => of[below(of.length)]);
  return () => {
    const kind = random();
    if (kind < 0.5) return some(4 + Math.floor(random() * random() * 20), HAN).join('');
    if (kind < 0.72) return some(1 + below(7), LATIN).join(' ');
    if (kind < 0.87) return [...some(3 + below(8), HAN), ...some(1 + below(3), EMOJI)].join('');
    return PHRASES[below(PHRASES.length)];
  };
}

/** A random number generator: Mulberry32. */
function randomly(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
