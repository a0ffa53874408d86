/** The bytes that the media half of the local cloud reads and writes. */
import {createHmac} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {RtpHeader, RtpPacket} from 'werift';
import type {MediaLink} from '../../../../demo/cloud/rtc/media-link.ts';
import {OutStream} from '../../../../demo/cloud/rtc/out-stream.ts';
import {readRecording, writeRecording} from '../../../../demo/cloud/rtc/recording.ts';
import {answerBinding, readBindingRequest} from '../../../../demo/cloud/rtc/stun.ts';
import {beginsKeyFrame, flagOf, NO_TRACKS} from '../../../../demo/cloud/rtc/tracks.ts';
import {readFragments, spansOf, timescalesOf} from '../../../../demo/dev/hls/fragments.ts';
import {LiveStream} from '../../../../demo/dev/hls/live-stream.ts';

const media = (name: string) => readFileSync(new URL(`../../../../demo/dev/media/${name}`, import.meta.url));

describe('STUN', () => {
  /** RFC 5769, section 2.1: the sample request and its password. */
  const SAMPLE = Buffer.from(
    '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e740024' +
      '00046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70c' +
      'bfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf',
    'hex',
  );
  const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';

  test('reads the sample of RFC 5769, and accepts its password only', () => {
    const request = readBindingRequest(SAMPLE);
    expect(request?.ufrag).toBe('evtj');
    expect(request?.matches(PASSWORD)).toBe(true);
    expect(request?.matches('another')).toBe(false);
  });

  test.each([
    ['cut short', SAMPLE.subarray(0, 60)],
    ['of another kind', Buffer.concat([Buffer.from([0x01, 0x01]), SAMPLE.subarray(2)])],
    [
      'with an attribute beyond its end',
      Buffer.concat([SAMPLE.subarray(0, 22), Buffer.from([0xff, 0xff]), SAMPLE.subarray(24)]),
    ],
    ['without a name', Buffer.concat([SAMPLE.subarray(0, 2), Buffer.from([0, 0]), SAMPLE.subarray(4, 20)])],
  ])('ignores a message %s', (_, bytes) => {
    expect(readBindingRequest(bytes)).toBeUndefined();
  });

  test('responds with the address of the sender, signed', () => {
    const response = answerBinding(readBindingRequest(SAMPLE)!, {address: '192.0.2.1', port: 32_853}, PASSWORD);
    // The address of RFC 5769, section 2.2.
    expect(response.subarray(20, 32).toString('hex')).toBe('002000080001a147e112a643');
    const signed = Buffer.from(response.subarray(0, 32));
    signed.writeUInt16BE(response.readUInt16BE(2) - 8, 2);
    expect(response.subarray(36, 56)).toEqual(createHmac('sha1', PASSWORD).update(signed).digest());
  });
});

describe('tracks', () => {
  test('are encoded as bits', () => {
    expect(flagOf(NO_TRACKS, {audio: false, bigVideo: false})).toBe(0);
    expect(flagOf({...NO_TRACKS, audio: true, bigVideo: true}, {audio: true, bigVideo: false})).toBe(1 + 8 + 64);
    expect(flagOf({...NO_TRACKS, bigVideo: true, auxVideo: true}, {audio: false, bigVideo: true})).toBe(1 + 4 + 16);
  });

  test.each([
    ['a key frame', '100000', true],
    ['a key frame with a short picture number', '90802a10', true],
    ['a frame that needs others, with a long picture number', '9080aabb11', false],
    ['a key frame with a long picture number', '9080aabb10', true],
    ['a frame that needs others', '1001', false],
    ['the middle of a key frame', '0000', false],
    ['nothing', '', false],
  ])('of VP8 begin a key frame only in a key frame: %s', (_, hex, expected) => {
    expect(beginsKeyFrame(Buffer.from(hex, 'hex'))).toBe(expected);
  });
});

describe('a stream to one client', () => {
  const sent: RtpHeader[] = [];
  const link = {
    sendRtp: (header: RtpHeader, payload: Buffer) => {
      sent.push(header);
      return payload;
    },
  } as unknown as MediaLink;
  const packet = (ssrc: number, sequenceNumber: number, timestamp: number) =>
    new RtpPacket(new RtpHeader({version: 2, ssrc, sequenceNumber, timestamp}), Buffer.from([1]));

  test('continues without a gap when its source changes, at a key frame', () => {
    sent.length = 0;
    const stream = new OutStream({link: () => link, ssrc: 7, payloadType: 96, clockHz: 90_000});
    expect(stream.forward(packet(1, 100, 9_000), false)).toBe(true); // Returns true: the stream needs a key frame.
    expect(stream.forward(packet(1, 101, 12_000), true)).toBe(false);
    stream.forward(packet(1, 102, 15_000), false);
    expect(stream.forward(packet(2, 65_535, 4_000_000_000), false)).toBe(true);
    stream.forward(packet(2, 0, 4_000_003_000), true);
    stream.forward(packet(2, 1, 4_000_006_000), false);
    const [first] = sent;
    expect(sent.map(({sequenceNumber}) => sequenceNumber - first!.sequenceNumber)).toEqual([0, 1, 2, 3]);
    const clocks = sent.map(({timestamp}) => timestamp - first!.timestamp);
    expect(clocks.slice(0, 2)).toEqual([0, 3_000]);
    expect(clocks[2]).toBeGreaterThan(3_000);
    expect(clocks[3]! - clocks[2]!).toBe(3_000);
    expect(new Set(sent.map(({ssrc, payloadType}) => `${ssrc} ${payloadType}`))).toEqual(new Set(['7 96']));
  });
});

describe('recordings', () => {
  test('are read as they were written', () => {
    const packets = [
      {track: 'bigVideo', at: 0, timestamp: 0, marker: true, payload: Buffer.from([0x10, 0])},
      {track: 'audio', at: 20, timestamp: 960, marker: false, payload: Buffer.alloc(0)},
    ] as const;
    expect(readRecording(writeRecording({lengthMs: 40, packets}))).toEqual({lengthMs: 40, packets});
    expect(() => readRecording(media('host.mp4'))).toThrow();
  });

  test('of the demo begin with a key frame, have one a second, and end in time', () => {
    const {lengthMs, packets} = readRecording(media('host.rtp.gz'));
    const keyFrames = packets.filter(({track, payload}) => track === 'bigVideo' && beginsKeyFrame(payload));
    expect(packets[0]).toBe(keyFrames[0]);
    const starts = [...keyFrames.map(({at}) => at), lengthMs];
    for (const [index, at] of starts.slice(1).entries()) expect(at - starts[index]!).toBeLessThan(1_700);
    expect(packets.at(-1)!.at).toBeLessThan(lengthMs + 100);
  });
});

describe('the live stream', () => {
  const {fragments} = readFragments(media('host.mp4'));
  const length = fragments.reduce((sum, {seconds}) => sum + seconds, 0);
  const stream = new LiveStream(media('host.mp4'), 1_000);
  const numbered = (playlist: string) => Number(/MEDIA-SEQUENCE:(\d+)/.exec(playlist)![1]);

  test('has fragments of two seconds', () => {
    expect(fragments).toHaveLength(6);
    for (const {seconds} of fragments) expect(seconds).toBeCloseTo(2, 1);
    expect(() => readFragments(Buffer.from('no movie'))).toThrow('no fragmented MP4');
  });

  test('advances with the clock without a discontinuity', () => {
    const now = stream.playlist(1_000);
    expect(numbered(stream.playlist(1_000 + 2.1))).toBe(numbered(now) + 1);
    expect(numbered(stream.playlist(1_000 + length + 0.01))).toBe(numbered(now) + fragments.length);
    expect(now.split('\n').filter((line) => line.endsWith('.m4s'))).toHaveLength(6);
    expect(now).not.toContain('DISCONTINUITY');
  });

  test('has no gap in any track, also between two rounds', () => {
    const {init} = readFragments(media('host.mp4'));
    const numbers = Array.from({length: 3 * fragments.length}, (_, number) => number);
    const spans = numbers.map((number) => spansOf(stream.segment(number, 1_000 + 2 * length)!, timescalesOf(init)));
    for (const [index, tracks] of spans.slice(1).entries()) {
      expect(tracks).toHaveLength(2);
      for (const [track, {from}] of tracks.entries()) expect(from).toBeCloseTo(spans[index]![track]!.to, 3);
    }
  });

  test('serves no segment before its end', () => {
    const next = numbered(stream.playlist(1_000)) + 6;
    expect(stream.segment(next - 1, 1_000)).toBeInstanceOf(Buffer);
    expect(stream.segment(next, 1_000)).toBeUndefined();
  });
});
