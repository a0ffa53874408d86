import type {ComposerTerms} from '../../locales/terms.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {cleanRecording} from '../media/clean-recording.js';
import {parseDuration} from '../media/media-duration.js';
import {dropRepeatedBoxes} from '../media/mp4-boxes.js';
import type {PressAndHold} from './press-and-hold.js';
import {RecordingBar} from './recording-bar.js';

/** Maximum length, ms; the same as in Tencent's own clients. */
const LENGTH_MAX_MS = 60_000;
/** Minimum length, ms; a shorter recording contains no words. */
const LENGTH_MIN_MS = 500;
/** Interval at which the clock and the level are drawn, ms. */
const DRAW_MS = 100;

/** Types by preference: all of Tencent's clients play the first. Some browsers can record only one of the others. */
const TYPES = [
  'audio/mp4;codecs=mp4a.40.2',
  'audio/mp4',
  'audio/webm;codecs=opus',
  'audio/webm',
  'audio/ogg;codecs=opus',
];

/** Reason why there is no recording. */
export type RecordProblem = 'noRecording' | 'insecurePage' | 'noMicrophone' | 'microphoneDenied' | 'tooShort';

/** Result; `problem` is undefined if the viewer cancelled. */
export type Recorded = {readonly outgoing: OutgoingFile} | {readonly problem: RecordProblem | undefined};

export interface RecordOptions {
  /** The composer's form, which the recording bar covers. */
  readonly container: HTMLElement;
  readonly terms: ComposerTerms;
  /** The press that started the recording; undefined if a keyboard started it. */
  readonly hold: PressAndHold | undefined;
  /** Cancels the recording. */
  readonly signal: AbortSignal;
}

/**
 * Records a voice message and shows its length and level. Releasing a held button ends the recording, or cancels it if
 * the pointer moved away. After a tap or a key press, the bar has buttons that end it.
 */
export async function record({container, terms, hold, signal: cancelled}: RecordOptions): Promise<Recorded> {
  if (!isSecureContext) return {problem: 'insecurePage'};
  const type = typeof MediaRecorder === 'function' && TYPES.find((other) => MediaRecorder.isTypeSupported(other));
  if (!type || !(navigator.mediaDevices as MediaDevices | undefined)) return {problem: 'noRecording'};
  const bar = new RecordingBar(container, terms, hold);
  let stream: MediaStream | undefined;
  const lifetime = new AbortController();
  const {signal} = lifetime;
  const cancel = () => {
    lifetime.abort();
    // Stops the tracks at once, because a browser keeps no page with a live track in its back-forward cache.
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  cancelled.addEventListener('abort', cancel, {signal});
  addEventListener('pagehide', cancel, {signal});
  try {
    stream = await navigator.mediaDevices.getUserMedia({audio: {echoCancellation: true, noiseSuppression: true}});
    if (signal.aborted || cancelled.aborted) return {problem: undefined};
    return await recordFrom(stream, type, bar, signal);
  } catch (reason) {
    return {problem: problemOf(reason)};
  } finally {
    cancel();
    bar.close();
  }
}

async function recordFrom(
  stream: MediaStream,
  type: string,
  bar: RecordingBar,
  signal: AbortSignal,
): Promise<Recorded> {
  const recorder = new MediaRecorder(stream, {mimeType: type, audioBitsPerSecond: 32_000});
  const chunks: Blob[] = [];
  recorder.addEventListener('dataavailable', ({data}) => chunks.push(data));
  const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), {once: true}));
  const meter = new LevelMeter(stream);
  const cancelled = new Promise<false>((resolve) =>
    signal.addEventListener('abort', () => resolve(false), {once: true}),
  );
  // If the microphone is removed, the recording up to that moment is kept.
  const microphoneLost = stopped.then(() => true as const);
  let startedAt: number | undefined;
  const elapsed = () => (startedAt === undefined ? 0 : Math.min(performance.now() - startedAt, LENGTH_MAX_MS));
  let limitTimer: ReturnType<typeof setTimeout> | undefined;
  const limitReached = new Promise<true>((resolve) => {
    // On a busy machine the recording begins long after `start()`.
    const handleStart = () => {
      startedAt = performance.now();
      limitTimer = setTimeout(resolve, LENGTH_MAX_MS, true);
    };
    recorder.addEventListener('start', handleStart, {once: true});
  });
  recorder.start();
  const timer = setInterval(() => bar.update(elapsed(), meter.current), DRAW_MS);
  try {
    const isConfirmed = await Promise.race([bar.waitForDecision(), cancelled, limitReached, microphoneLost]);
    const clockMs = elapsed();
    if (recorder.state !== 'inactive') recorder.stop();
    await stopped;
    if (!isConfirmed) return {problem: undefined};
    const mediaType = type.split(';')[0]!;
    const isMp4 = mediaType === 'audio/mp4';
    const recording = isMp4 ? new Blob(dropRepeatedBoxes(await bytesOf(...chunks))) : new Blob(chunks);
    const lengthMs = parseDurationMs(await bytesOf(recording)) ?? clockMs;
    if (lengthMs < LENGTH_MIN_MS) return {problem: 'tooShort'};
    const name = `voice.${isMp4 ? 'm4a' : mediaType.slice('audio/'.length)}`;
    const file = new File([await cleanRecording(recording, mediaType)], name, {type: mediaType});
    return {outgoing: {kind: 'sound', file, seconds: Math.max(1, Math.round(lengthMs / 1_000))}};
  } finally {
    clearInterval(timer);
    clearTimeout(limitTimer);
    meter.close();
  }
}

/**
 * Length of a recording by its own tables, ms. On a busy machine the recording is shorter or longer than the measured
 * time.
 */
function parseDurationMs(bytes: Uint8Array<ArrayBuffer>): number | undefined {
  const seconds = parseDuration(bytes);
  return seconds && Math.min(LENGTH_MAX_MS, seconds * 1_000);
}

async function bytesOf(...parts: readonly Blob[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Blob([...parts]).arrayBuffer());
}

function problemOf(reason: unknown): RecordProblem {
  const {name} = reason as {name?: unknown};
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'microphoneDenied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'noMicrophone' : 'noRecording';
}

/** Measures the volume of a stream, 0 to 1. */
class LevelMeter {
  readonly #context = new AudioContext();
  readonly #analyser = this.#context.createAnalyser();
  readonly #samples = new Float32Array(512);

  constructor(stream: MediaStream) {
    this.#analyser.fftSize = this.#samples.length;
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }

  get current(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return Math.min(1, Math.sqrt(power) * 4); // Speech is rarely above a quarter of the range.
  }

  close(): void {
    void this.#context.close();
  }
}
