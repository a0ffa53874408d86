/** Where a request came from, as callbacks report it (`ClientIP`, `OptPlatform`). */
export interface Origin {
  readonly platform: 'Web' | 'RESTAPI';
  readonly address: string;
}
