import {create} from 'danmu';

export default function danmu(stage, {lane, crossingMs}, shown) {
  const box = document.createElement('div');
  box.style.cssText = 'position: absolute; inset: 0';
  stage.append(box);
  const manager = create({
    mode: 'strict',
    rate: 1,
    gap: 10,
    interval: 100,
    trackHeight: lane,
    durationRange: [crossingMs * 0.5, crossingMs * 1.5],
    direction: 'right',
    limits: {stash: 1_000},
    plugin: {
      $createNode(line, node) {
        node.textContent = line.data.text;
        node.style.whiteSpace = 'nowrap';
      },
      $beforeMove: (line) => shown(line.data.id),
      limitWarning() {},
    },
  });
  manager.mount(box);
  manager.startPlaying();
  return {push: (message) => manager.push(message, {duration: crossingMs})};
}
