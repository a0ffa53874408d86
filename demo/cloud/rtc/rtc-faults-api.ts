/** `/cloud/rtc/faults`: fault injection for TRTC. */
import {
  InvalidFault,
  nextSecond,
  numberIn,
  secondsIn,
  booleanIn,
  userIdIn,
  type Fault,
  type FaultInjection,
} from '../fault-injection.ts';
import {isBody} from '../chat/wire/body.ts';
import type {Rtc} from './rtc.ts';

const KICKS = ['kick', 'banned', 'room_disband'] as const;

const FAULTS: Readonly<Record<string, Fault<Rtc>>> = {
  cut: (rtc, value) => {
    const userId = userIdIn('cut', value);
    return () => rtc.membersOf(userId).forEach(({socket}) => socket?.terminate());
  },
  cutMedia: (rtc, value) => {
    const userId = userIdIn('cutMedia', value);
    return () => rtc.membersOf(userId).forEach(({link}) => (link.cut = true));
  },
  refuse: (rtc, value) => {
    const seconds = secondsIn('refuse', value);
    return () => rtc.faults.refuse(seconds);
  },
  silence: (rtc, value) => {
    const userId = userIdIn('silence', value);
    const seconds = secondsIn('silence', value);
    return () => rtc.faults.silence(userId, seconds);
  },
  delayMs: (rtc, value) => {
    const delay = numberIn('delayMs', value, 60_000);
    return () => void (rtc.faults.delayMs = delay);
  },
  expireSignature: (rtc, value) => {
    const userId = userIdIn('expireSignature', value);
    return async () => void rtc.faults.signaturesFrom.set(userId, await nextSecond());
  },
  failJoins: (rtc, value) => {
    const count = numberIn('failJoins', value, 1_000);
    return () => void (rtc.faults.failJoins = Math.floor(count));
  },
  kick: (rtc, value) => {
    const userId = userIdIn('kick', value);
    const type = isBody(value) ? (value.type ?? 'kick') : undefined;
    const reason = KICKS.find((known) => known === type);
    if (!reason) throw new InvalidFault(`kick.type must be one of ${KICKS.join(', ')}`);
    return () => rtc.membersOf(userId).forEach((member) => rtc.ban(member, reason));
  },
  loop: (rtc, value) => {
    const on = booleanIn('loop', value);
    return () => {
      rtc.faults.loop = on;
      rtc.updateRecordedHosts();
    };
  },
};

export function rtcFaults(
  rtc: Rtc,
  shopOrigin: string | undefined,
  report: (error: unknown) => void,
): FaultInjection<Rtc> {
  return {app: rtc, faults: FAULTS, restore, shopOrigin, report};
}

function restore(rtc: Rtc): void {
  rtc.faults.restore();
  rtc.updateRecordedHosts();
}
