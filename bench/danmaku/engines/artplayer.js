import Artplayer from 'artplayer';
import plugin from 'artplayer-plugin-danmuku';

/** Time in which the player starts, ms. */
const PLAYER_MS = 100;

/** ArtPlayer's danmaku plugin, in a player without a video that reports that it plays. */
export default async function artplayer(stage, {crossingMs, fontSize}, shown) {
  const startedAt = performance.now();
  const player = new Artplayer({container: stage, url: ''});
  await new Promise((resolve) => setTimeout(resolve, PLAYER_MS));
  const playing = Object.create(player, {
    playing: {get: () => true},
    currentTime: {get: () => (performance.now() - startedAt) / 1_000 + 10},
  });
  const look = {margin: [0, 0], fontSize, emitter: false, heatmap: false};
  const danmuku = plugin({danmuku: [], speed: crossingMs / 1_000, antiOverlap: true, ...look})(playing);
  playing.on('artplayerPluginDanmuku:visible', ({id}) => shown(Number(id)));
  playing.emit('video:play');
  return {
    push: ({id, text}) => danmuku.emit({id: String(id), text, mode: 0, color: '#fff'}),
    nodes: () => player.template.$danmuku.children,
  };
}
