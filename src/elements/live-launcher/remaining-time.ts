const DAY_S = 86_400;

/**
 * The time until a show begins: `2 d 03:12:05`, or `12:05` below an hour.
 *
 * @param seconds Whole seconds, at least 0.
 * @param days Abbreviation of days.
 */
export function remainingTime(seconds: number, days: string): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = (seconds % DAY_S) / 3_600;
  const clock = `${two((seconds % 3_600) / 60)}:${two(seconds % 60)}`;
  if (seconds >= DAY_S) return `${Math.floor(seconds / DAY_S)} ${days} ${two(hours)}:${clock}`;
  return hours >= 1 ? `${two(hours)}:${clock}` : clock;
}
