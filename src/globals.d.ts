/** True in the development build; the production build drops what it guards. */
declare const __DEV__: boolean;

/** The package's version, stamped in at build. */
declare const __VERSION__: string;

/** Paths of the chunks that a room loads first, beside the scripts. Only in the launcher's script. */
declare const __ROOM_CHUNKS__: readonly string[];

// The SDK's split build is published without types; its `create` takes `modules` besides the documented options.
declare module '@tencentcloud/chat/index.es.js' {
  import type whole from '@tencentcloud/chat';
  const TencentCloudChat: Omit<typeof whole, 'create'> & {
    create(options: {
      SDKAppID: number;
      proxyServer?: string;
      modules?: Record<string, unknown>;
    }): ReturnType<typeof whole.create>;
  };
  export default TencentCloudChat;
}
declare module '@tencentcloud/chat/modules/group-module.js' {
  const groupModule: unknown;
  export default groupModule;
}

// The packages type their main files only.
declare module 'trtc-sdk-v5/trtc.esm.js' {
  export {default} from 'trtc-sdk-v5';
}
declare module 'hls.js/light' {
  export {default} from 'hls.js';
  export * from 'hls.js';
}

// The library's own light build: no expressions, which are code from text.
declare module 'lottie-web/build/player/lottie_light.min.js' {
  export {default} from 'lottie-web/build/player/lottie_light.js';
}
