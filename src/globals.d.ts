/** True in the development build. The production build removes code that it guards. */
declare const __DEV__: boolean;

/** The package's version. The build inserts it. */
declare const __VERSION__: string;

/** Paths of the chunks that a room loads first. Defined in the launcher's script only. */
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

// The packages have types for their main files only.
declare module 'trtc-sdk-v5/trtc.esm.js' {
  export {default} from 'trtc-sdk-v5';
}
declare module 'hls.js/light' {
  export {default} from 'hls.js';
  export * from 'hls.js';
}

// The library's own light build. It has no expressions, which would evaluate text as code.
declare module 'lottie-web/build/player/lottie_light.min.js' {
  export {default} from 'lottie-web/build/player/lottie_light.js';
}
