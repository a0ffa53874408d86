/** The media connection of one client: DTLS over the shared port, and SRTP with its keys. */
import {createHash, randomBytes} from 'node:crypto';
import {
  createSelfSignedCertificate,
  DtlsServer,
  HashAlgorithm,
  isRtcp,
  NamedCurveAlgorithm,
  ProtectionProfileAeadAes128Gcm,
  ProtectionProfileAes128CmHmacSha1_80,
  keyLength,
  RtcpPacketConverter,
  RtpPacket,
  saltLength,
  SignatureAlgorithm,
  SrtcpSession,
  SrtpSession,
  type RtcpPacket,
  type RtpHeader,
} from 'werift';
import type {MediaEnd, MediaPort, Route} from './media-port.ts';

/** The server's certificate, created once per process. */
export interface Certificate {
  readonly certPem: string;
  readonly keyPem: string;
  readonly signatureHash: Awaited<ReturnType<typeof createSelfSignedCertificate>>['signatureHash'];
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
}

export async function createCertificate(): Promise<Certificate> {
  const made = await createSelfSignedCertificate(
    {signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4},
    NamedCurveAlgorithm.secp256r1_23,
  );
  const der = Buffer.from(made.certPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return {...made, fingerprint: fingerprintOf(der)};
}

function fingerprintOf(der: Buffer): string {
  return createHash('sha256')
    .update(der)
    .digest('hex')
    .toUpperCase()
    .replace(/..(?!$)/g, '$&:');
}

export interface MediaLinkOptions {
  readonly port: MediaPort;
  readonly certificate: Certificate;
  /** The fingerprint of the client's certificate: SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
  readonly onRtp: (packet: RtpPacket) => void;
  readonly onRtcp: (packet: RtcpPacket) => void;
}

export class MediaLink implements MediaEnd {
  readonly ufrag = randomBytes(6).toString('base64url');
  readonly password = randomBytes(18).toString('base64url');
  cut = false;
  readonly #options: MediaLinkOptions;
  readonly #dtls: DtlsServer;
  readonly #transport;
  #route: Route | undefined;
  #srtp: SrtpSession | undefined;
  #srtcp: SrtcpSession | undefined;

  constructor(options: MediaLinkOptions) {
    this.#options = options;
    const {port, certificate} = options;
    this.#transport = {
      type: 'udp',
      address: {address: '127.0.0.1', port: port.port, family: 'IPv4'},
      closed: false,
      onData: (_datagram: Buffer, _from: readonly [string, number]) => undefined as void,
      send: (datagram: Buffer) => {
        this.#write(datagram);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
    this.#dtls = new DtlsServer({
      transport: this.#transport,
      cert: certificate.certPem,
      key: certificate.keyPem,
      signatureHash: certificate.signatureHash,
      srtpProfiles: [ProtectionProfileAeadAes128Gcm, ProtectionProfileAes128CmHmacSha1_80],
      extendedMasterSecret: true,
      certificateRequest: true,
    });
    this.#dtls.onConnect.subscribe(() => this.#connected());
    this.#dtls.onError.subscribe(() => undefined); // The client retries, or gives up by signalling.
    port.add(this);
  }

  get ready(): boolean {
    return this.#srtp !== undefined;
  }

  at(route: Route, nominated: boolean): void {
    if (nominated || !this.#route) this.#route = route;
  }

  received(datagram: Buffer): void {
    if (this.cut) return;
    const first = datagram[0]!;
    // By the first byte: RFC 7983.
    if (first >= 20 && first <= 63) this.#transport.onData(datagram, ['', 0]);
    else if (first >= 128 && first <= 191) this.#media(datagram);
  }

  /** Encrypts and sends a packet. @returns The datagram, for retransmission. */
  sendRtp(header: RtpHeader, payload: Buffer): Buffer | undefined {
    const datagram = this.#srtp?.encrypt(payload, header);
    if (datagram) this.#write(datagram);
    return datagram;
  }

  sendAgain(datagram: Buffer): void {
    this.#write(datagram);
  }

  sendRtcp(...packets: readonly {serialize(): Buffer}[]): void {
    if (!this.#srtcp) return;
    this.#write(this.#srtcp.encrypt(Buffer.concat(packets.map((packet) => packet.serialize()))));
  }

  close(): void {
    this.#options.port.remove(this);
    this.#transport.closed = true;
    this.#srtp = undefined;
    this.#srtcp = undefined;
    this.cut = true;
  }

  #write(datagram: Buffer): void {
    if (this.#route && !this.cut) this.#options.port.send(datagram, this.#route);
  }

  #connected(): void {
    const {remoteCertificate, srtp} = this.#dtls;
    if (!remoteCertificate || fingerprintOf(remoteCertificate) !== this.#options.fingerprint.toUpperCase()) return;
    const profile = srtp.srtpProfile;
    if (!profile || this.cut) return;
    const keys = this.#dtls.extractSessionKeys(keyLength(profile), saltLength(profile)) as Record<string, Buffer>;
    const config = {
      keys: {
        localMasterKey: keys['localKey']!,
        localMasterSalt: keys['localSalt']!,
        remoteMasterKey: keys['remoteKey']!,
        remoteMasterSalt: keys['remoteSalt']!,
      },
      profile,
    };
    this.#srtp = new SrtpSession(config);
    this.#srtcp = new SrtcpSession(config);
  }

  #media(datagram: Buffer): void {
    if (!this.#srtp || !this.#srtcp) return;
    try {
      if (isRtcp(datagram)) {
        for (const packet of RtcpPacketConverter.deSerialize(this.#srtcp.decrypt(datagram)))
          this.#options.onRtcp(packet);
      } else {
        this.#options.onRtp(RtpPacket.deSerialize(this.#srtp.decrypt(datagram)));
      }
    } catch {
      // Not encrypted with our keys, or no RTP packet: treated as lost.
    }
  }
}
