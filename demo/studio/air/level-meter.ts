const EVERY_MS = 100;
/** Decibels below the loudest possible sound that count as silence. */
const QUIET_DB = -60;

/** Measures the loudness of a track ten times a second, from 0 to 1. Returns a function that ends it. */
export function measureLevel(track: MediaStreamTrack, show: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, {fftSize: 1_024});
  new MediaStreamAudioSourceNode(context, {mediaStream: new MediaStream([track])}).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    const decibels = 10 * Math.log10(power || 1e-12);
    show(Math.min(1, Math.max(0, 1 - decibels / QUIET_DB)));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    void context.close();
    show(0);
  };
}
