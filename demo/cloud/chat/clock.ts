/** Unix seconds: the unit of every time on Tencent's wire unless it is said otherwise. */
export function unixNow(): number {
  return Math.floor(Date.now() / 1_000);
}
