/**
 * Defaults on a developer's machine, for the local cloud at the platform's address.
 * These secrets are public, so a server with a real app refuses each of them.
 */
export const DEMO_SECRETS = {
  SDK_SECRET_KEY: 'demo-secret-key-of-the-local-cloud-never-of-a-real-app',
  OPERATOR_TOKEN: 'demo-operator',
  TOKEN_SECRET: 'demo-token-secret-for-viewers-of-this-desk-only',
  HOST_JWT_SECRET: 'demo-host-jwt-secret-for-this-desk-only-0123',
  IM_CALLBACK_TOKEN: 'demo-callback-token',
} as const;

export const DEMO_APP_ID = 1400000001;

export const DEMO_ADDRESSES = {
  PUBLIC_API_URL: 'http://localhost:8081/api',
  IM_REST_URL: 'http://localhost:8081/cloud/im',
  IM_SERVER: 'ws://localhost:8081/cloud/im',
  RTC_SERVER: 'ws://localhost:8081/cloud/rtc',
  SHOP_URL: 'http://localhost:8080',
} as const;
