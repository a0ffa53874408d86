/** Capabilities of a client and the negotiated result, in TRTC's own format (no SDP). */
import {Type, type Static} from 'typebox';
import type {Certificate, MediaLink} from './media-link.ts';
import type {MediaPort} from './media-port.ts';

const Codec = Type.Object({
  codec: Type.String({maxLength: 32}),
  payload: Type.Integer({minimum: 0, maximum: 127}),
  rtcpfb: Type.Array(Type.Object({id: Type.String({maxLength: 32})}), {maxItems: 16}),
});

export const Ability = Type.Object({
  dtls: Type.Object({
    hash: Type.Literal('sha-256'),
    fingerprint: Type.String({pattern: '^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$'}),
  }),
  audio: Type.Object({codecs: Type.Array(Codec, {maxItems: 64})}),
  video: Type.Object({codecs: Type.Array(Codec, {maxItems: 64})}),
});
export type Ability = Static<typeof Ability>;

/** The client's payload types of the negotiated codecs. */
export interface PayloadTypes {
  readonly opus: number;
  readonly vp8: number;
}

/** @returns Undefined if the client lacks one of the two codecs. */
export function payloadTypesOf({audio, video}: Ability): PayloadTypes | undefined {
  const opus = find(audio.codecs, 'opus');
  const vp8 = find(video.codecs, 'VP8');
  return opus && vp8 && {opus: opus.payload, vp8: vp8.payload};
}

/** Host candidates in order: RFC 8445 section 5.1.2.1 with type preference 126 and component 1. */
function candidatesOf({addresses, port}: Pick<MediaPort, 'addresses' | 'port'>): object[] {
  return addresses.map((ip, index) => ({
    ip,
    port,
    priority: 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255,
    foundation: 'udp', // The SDK reads the transport from the foundation.
    type: 'host',
  }));
}

/** The response: Opus, VP8, candidates and the DTLS fingerprint. Bandwidth by REMB only, without transport-cc. */
export function answerAbility(
  {audio, video}: Ability,
  link: MediaLink,
  {fingerprint}: Pick<Certificate, 'fingerprint'>,
  port: Pick<MediaPort, 'addresses' | 'port'>,
): object {
  const vp8 = [withoutTransportCc(find(video.codecs, 'VP8')!)];
  return {
    ice: {ufrag: link.ufrag, password: link.password},
    dtls: {hash: 'sha-256', fingerprint, setup: 'passive'},
    candidates: candidatesOf(port),
    audio: {codecs: [withoutTransportCc(find(audio.codecs, 'opus')!)], extensions: []},
    video: {codecs: vp8, decoders: vp8, extensions: []},
    useVp8: true,
    useH265: false,
  };
}

type Codec = Static<typeof Codec>;

function find(codecs: readonly Codec[], name: string): Codec | undefined {
  return codecs.find(({codec}) => codec === name);
}

function withoutTransportCc(codec: Codec): Codec {
  return {...codec, rtcpfb: codec.rtcpfb.filter(({id}) => id !== 'transport-cc')};
}
