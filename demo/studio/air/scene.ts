/** A scene that the browser draws and plays: a picture and a sound to publish without a camera. */
import {drawScene, SCENE_SIZE} from './scene-drawing.ts';

export interface Scene {
  readonly size: {readonly width: number; readonly height: number};
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack;
  end(): void;
}

/** A pentatonic scale, in Hz. Its notes harmonize in any order. */
const NOTES = [261.63, 392, 329.63, 440, 293.66, 523.25, 392, 329.63, 440, 261.63, 293.66, 392];

/** @param frameRate Frames per second. */
export async function startScene(frameRate: number): Promise<Scene> {
  const canvas = Object.assign(document.createElement('canvas'), SCENE_SIZE);
  const context = canvas.getContext('2d')!;
  const began = performance.now();
  const draw = () => drawScene(context, (performance.now() - began) / 1_000);
  draw();
  const timer = setInterval(draw, 1_000 / frameRate);
  const sound = new AudioContext();
  const out = sound.createMediaStreamDestination();
  await sound.resume();
  let note = 0;
  const chime = () => ring(sound, out, NOTES[note++ % NOTES.length]!);
  chime();
  const chimes = setInterval(chime, 1_000);
  const video = canvas.captureStream(frameRate).getVideoTracks()[0]!;
  const audio = out.stream.getAudioTracks()[0]!;
  return {
    size: SCENE_SIZE,
    video,
    audio,
    end() {
      clearInterval(timer);
      clearInterval(chimes);
      video.stop();
      audio.stop();
      void sound.close();
    },
  };
}

/** Plays a short, soft bell. */
function ring(sound: AudioContext, out: AudioNode, frequency: number): void {
  const tone = new OscillatorNode(sound, {frequency, type: 'sine'});
  const loudness = new GainNode(sound, {gain: 0});
  const now = sound.currentTime;
  loudness.gain.linearRampToValueAtTime(0.2, now + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, now + 0.9);
  tone.connect(loudness).connect(out);
  tone.start(now);
  tone.stop(now + 1);
}
