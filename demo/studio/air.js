import {AirError, Broadcaster} from './broadcaster.js';
import {ask, find, make} from './dom.js';
import {inLanguage, number, t} from './language.js';
import {measureLevel} from './level-meter.js';
import {Outcome} from './outcome.js';

/** The host goes on air from here: look first, then start, pause, stop. Each also says where the show stands. */
export function air({server, show, path, signIn}) {
  const broadcaster = new Broadcaster(find('air-view'));
  const outcome = new Outcome(find('air-outcome'), find('air'));
  const form = find('air-form');
  const button = (id) => find(`air-${id}`);
  const run = (work, words) =>
    outcome.run(
      async () => {
        try {
          await work();
        } catch (error) {
          throw error instanceof AirError ? inWords(error) : error;
        }
      },
      () => t(words),
    );
  const status = async (to) => {
    await server.call('PUT', `${path}/status`, {status: to});
    await show.refresh();
  };
  const devices = () => ({cameraId: form.camera.value, microphoneId: form.microphone.value});
  let endLevel = () => undefined;

  const deaf = () => {
    endLevel();
    endLevel = () => undefined;
  };
  const listen = () => {
    deaf();
    const track = broadcaster.audioTrack;
    if (track) endLevel = measureLevel(track, (level) => (find('air-level').value = level));
  };
  const look = async () => {
    await broadcaster.preview(form.source.value, devices());
    listen();
    await listDevices();
  };
  const listDevices = async () => {
    const {cameras, microphones} = await broadcaster.devices();
    fill(form.camera, cameras);
    fill(form.microphone, microphones);
  };

  button('look').addEventListener('click', () => run(look, 'airLooking'));
  button('start').addEventListener('click', () =>
    run(async () => {
      if (broadcaster.state === 'off') await look();
      await broadcaster.start(await signIn());
      await status('live');
    }, 'airStarted'),
  );
  button('pause').addEventListener('click', () => {
    const pausing = broadcaster.state === 'air';
    return run(
      async () => {
        await broadcaster.pause(pausing);
        await status(pausing ? 'paused' : 'live');
      },
      pausing ? 'airPaused' : 'airStarted',
    );
  });
  button('share').addEventListener('click', () =>
    run(() => broadcaster.share(!broadcaster.sharing), broadcaster.sharing ? 'airUnshared' : 'airShared'),
  );
  for (const name of ['camera', 'microphone']) {
    button(name).addEventListener('click', () => {
      const on = !broadcaster.on[name];
      return run(() => broadcaster.turn(name, on), `air-${name}-${on ? 'on' : 'off'}`);
    });
  }
  button('stop').addEventListener('click', async () => {
    const onAir = broadcaster.state !== 'preview';
    if (onAir && !(await ask(t('askEnd'), t('endShow')))) return;
    await run(async () => {
      deaf();
      await broadcaster.stop();
      if (onAir) await status('ended');
    }, 'airStopped');
  });
  form.source.addEventListener('change', () => broadcaster.state === 'preview' && run(look, 'airLooking'));
  for (const select of [form.camera, form.microphone]) {
    select.addEventListener('change', () =>
      run(async () => {
        await broadcaster.use(devices());
        listen();
      }, 'airLooking'),
    );
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  broadcaster.addEventListener('devices', listDevices);
  broadcaster.addEventListener('over', () => {
    deaf();
    void outcome.run(
      () => Promise.reject(inWords(new AirError('airOver'))),
      () => '',
    );
  });
  window.addEventListener('beforeunload', (event) => {
    if (broadcaster.state === 'air' || broadcaster.state === 'paused') event.preventDefault();
  });

  const paint = () => {
    const {state, sharing, numbers} = broadcaster;
    const onAir = state === 'air' || state === 'paused';
    find('air').dataset.state = state;
    find('air-pill').textContent = t(`air-${state}`);
    button('look').hidden = state !== 'off';
    button('start').hidden = onAir;
    button('pause').hidden = !onAir;
    button('pause').textContent = t(state === 'paused' ? 'airGoOn' : 'airPause');
    button('share').hidden = !onAir;
    button('share').textContent = t(sharing ? 'airUnshare' : 'airShare');
    for (const name of ['camera', 'microphone']) {
      button(name).hidden = !onAir;
      button(name).setAttribute('aria-pressed', String(!broadcaster.on[name]));
    }
    button('stop').hidden = state === 'off';
    button('stop').textContent = t(onAir ? 'airStop' : 'airLetGo');
    form.source.disabled = onAir;
    find('air-numbers').replaceChildren(...(onAir && numbers ? facts(numbers) : []));
  };
  broadcaster.addEventListener('changed', paint);
  inLanguage(paint);
}

function facts({width, height, frameRate, bitrate, rtt, loss}) {
  return [
    ['airPicture', width ? `${width} × ${height}` : '–'],
    ['airFrames', number(Math.round(frameRate ?? 0))],
    ['airBitrate', t('airKbps', {count: number(Math.round(bitrate ?? 0))})],
    ['airRtt', t('airMs', {count: number(Math.round(rtt ?? 0))})],
    ['airLoss', `${number(Math.round(loss ?? 0))} %`],
  ].map(([name, value]) => make('div', {}, make('dt', {textContent: t(name)}), make('dd', {textContent: value})));
}

function fill(select, devices) {
  const chosen = select.value;
  select.replaceChildren(
    make('option', {value: '', textContent: t('airUsual')}),
    ...devices.map(({deviceId, label}, index) =>
      make('option', {value: deviceId, textContent: label || String(index + 1), selected: deviceId === chosen}),
    ),
  );
}

/** Said as it is, without the words around it that a server's refusal has. */
function inWords({words, message}) {
  return Object.assign(new Error(message), {code: words, said: t(words, {message})});
}
