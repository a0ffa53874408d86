import {readFileSync} from 'node:fs';
import type {RtpPacket} from 'werift';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {PICTURE_IDS, readPictureId, shiftPictureId} from '../../../../demo/cloud/rtc/picture-id.ts';
import {RecordedHost} from '../../../../demo/cloud/rtc/recorded-host.ts';
import {readRecording} from '../../../../demo/cloud/rtc/recording.ts';
import type {RtcRoom} from '../../../../demo/cloud/rtc/room.ts';
import {CLOCK_HZ, type Track} from '../../../../demo/cloud/rtc/tracks.ts';

const recording = readRecording(readFileSync('demo/dev/media/host.rtp.gz'));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a recording that plays again continues its timestamps, sequence numbers and picture ids', async () => {
  const packets: RtpPacket[] = [];
  const room = {
    enter: () => undefined,
    exit: () => undefined,
    hasSubscribers: () => true,
    report: () => undefined,
    forward: (_source: unknown, track: Track, packet: RtpPacket) => void (track === 'bigVideo' && packets.push(packet)),
  };
  const host = new RecordedHost(recording, room as unknown as RtcRoom, 'host', 'tiny');
  await vi.advanceTimersByTimeAsync(2.5 * recording.lengthMs);
  host.end(0);

  const steps = (values: readonly number[], modulus: number) =>
    new Set(values.slice(1).map((value, index) => (value - values[index]! + modulus) % modulus));
  const frames = packets.filter(({header}, index) => header.timestamp !== packets[index - 1]?.header.timestamp);
  const ids = frames.map(({payload}) => readPictureId(payload)!);
  expect(ids.length).toBeGreaterThan(400);
  expect(steps(ids, PICTURE_IDS)).toEqual(new Set([1]));
  expect(
    steps(
      packets.map(({header}) => header.sequenceNumber),
      2 ** 16,
    ),
  ).toEqual(new Set([1]));
  const times = steps(
    frames.map(({header}) => header.timestamp),
    2 ** 32,
  );
  expect(Math.max(...times) / CLOCK_HZ.video).toBeLessThan(0.2);
});

test('a picture id begins again at 0 after the last one; other payloads stay as they are', () => {
  const payload = Buffer.from([0x90, 0x80, 0xff, 0xfe, 0x30]);
  expect(shiftPictureId(payload, 1).toString('hex')).toBe('9080ffff30');
  expect(shiftPictureId(payload, 2).toString('hex')).toBe('9080800030');
  for (const other of [[], [0x10, 0x30], [0x90, 0x80, 0x7f, 0x30]].map((bytes) => Buffer.from(bytes)))
    expect(shiftPictureId(other, 1)).toBe(other);
});
