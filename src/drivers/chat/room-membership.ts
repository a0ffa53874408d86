import type {ChatSDK, default as TencentCloudChat} from '@tencentcloud/chat';
import type {Credentials, DriverSink, Uploader} from '../chat-driver.js';

/** The part of the SDK's namespace that this library uses. */
export interface TencentSdk {
  readonly EVENT: typeof TencentCloudChat.EVENT;
  readonly TYPES: typeof TencentCloudChat.TYPES;
  create(options: {SDKAppID: number; proxyServer?: string}): ChatSDK;
  /** Sets the upload module. Must be called before the first file is sent. */
  setUploader(uploader: Uploader): void;
}

/** One driver's connection to one room. */
export interface RoomMembership {
  readonly roomId: string;
  readonly server: string | undefined;
  /** Undefined for a guest. A guest can become a viewer. */
  credentials: Credentials | undefined;
  readonly sink: DriverSink;
  readonly signal: AbortSignal;
}
