/** Unix seconds: the unit of all times in Tencent's protocol unless another is documented. */
export function unixNow(): number {
  return Math.floor(Date.now() / 1_000);
}
