/** A cloud with two rooms and a browser with pages of the real SDK, for a test file. Faults and pages end with each test. */
import {afterAll, afterEach, beforeAll, expect} from 'vitest';
import {CloudClient} from './wire-client.ts';
import {startCloud, type CloudServer, type CloudServerOptions} from './chat-emulator.ts';
import {launchSdkBrowser, type SdkResponse, type SdkBrowser, type SdkPage, type SdkPageOptions} from './sdk-page.ts';

export const ROOM = 'room-1';
export const OTHER_ROOM = 'room-2';

export interface SeenRequest {
  readonly userId: string;
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export class CloudFixture {
  cloud!: CloudServer;
  /** Requests since the start of the test. */
  readonly seen: SeenRequest[] = [];
  #browser: SdkBrowser | undefined;
  readonly #pages: {close(): Promise<void>}[] = [];
  #users = 0;

  /** Sends no earlier messages on joining by default, because tests share rooms. */
  async start(options: CloudServerOptions): Promise<void> {
    this.cloud = await startCloud({historyOnJoin: false, ...options, onRequest: (request) => this.seen.push(request)});
    for (const GroupId of [ROOM, OTHER_ROOM]) await this.make(GroupId);
  }

  async make(GroupId: string, more: object = {}): Promise<void> {
    const made = await this.cloud.rest('group_open_http_svc/create_group', {
      Type: 'AVChatRoom',
      GroupId,
      Name: GroupId,
      ...more,
    });
    if (made.ErrorCode !== 0) throw new Error(made.ErrorInfo);
  }

  /** A unique user id. */
  userId(name: string): string {
    return `${name}-${++this.#users}`;
  }

  /** A page with the SDK alone, without a sign-in. */
  async page(options: SdkPageOptions = {}): Promise<SdkPage> {
    this.#browser ??= await launchSdkBrowser();
    return this.#keep(await this.#browser.open(this.cloud, options));
  }

  /** A page that is signed in as `userId`, optionally in a room. */
  async viewer(userId: string, groupId?: string, options?: SdkPageOptions): Promise<SdkPage> {
    const page = await this.page(options);
    succeeded(await page.signIn(userId, this.cloud.sign(userId)));
    if (groupId !== undefined) succeeded(await page.join(groupId));
    return page;
  }

  /** A page in a room, without a sign-in. */
  async guest(groupId: string): Promise<SdkPage> {
    const page = await this.page();
    succeeded(await page.join(groupId));
    await expect
      .poll(() => this.requestsOf('group_open_long_polling_http_noauth_svc.get_msg').length)
      .toBeGreaterThan(0);
    return page;
  }

  /** A client without the SDK. */
  async client(userId: string, groupId?: string): Promise<CloudClient> {
    return this.#keep(await CloudClient.signedIn(this.cloud, userId, groupId));
  }

  async stranger(): Promise<CloudClient> {
    return this.#keep(await CloudClient.open(this.cloud));
  }

  requestsOf(command: string, userId?: string): SeenRequest[] {
    return this.seen.filter(
      (request) => request.command === command && (userId === undefined || request.userId === userId),
    );
  }

  async endTest(): Promise<void> {
    await Promise.all(this.#pages.splice(0).map((page) => page.close()));
    await this.cloud.restore();
    this.seen.length = 0;
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.cloud.close();
  }

  #keep<P extends {close(): Promise<void>}>(page: P): P {
    this.#pages.push(page);
    return page;
  }
}

export function useCloud(options: CloudServerOptions = {}): CloudFixture {
  const fixture = new CloudFixture();
  beforeAll(() => fixture.start(options));
  afterEach(() => fixture.endTest());
  afterAll(() => fixture.stop());
  return fixture;
}

export function succeeded(response: SdkResponse): SdkResponse['data'] {
  expect(response, response.message).toMatchObject({code: 0});
  return response.data;
}

/** `expect` that reads the value again until the assertion holds, for at most the runner's limit for polls. */
export function expectEventually<T>(read: () => T) {
  return expect.poll(read);
}
