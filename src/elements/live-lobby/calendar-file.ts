/** Length of a show whose end is unknown, seconds. */
const SHOW_S = 3_600;
/** Octets of a line without its break (RFC 5545, 3.1). */
const LINE_MAX_BYTES = 75;

export interface CalendarEntry {
  readonly id: string;
  readonly title: string;
  /** Unix seconds. */
  readonly startsAt: number;
  /** Unix seconds: the present. */
  readonly now: number;
  /** Address of the page. */
  readonly url: string;
}

/** Writes an iCalendar file (RFC 5545) with one show and an alarm ten minutes before it. */
export function calendarFile({id, title, startsAt, now, url}: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//live-room-elements//EN',
    'BEGIN:VEVENT',
    `UID:${escapeText(id)}@live-room`,
    `DTSTAMP:${formatTime(now)}`,
    `DTSTART:${formatTime(startsAt)}`,
    `DTEND:${formatTime(startsAt + SHOW_S)}`,
    `SUMMARY:${escapeText(title)}`,
    `URL:${url.replace(/[\r\n]/g, '')}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(title)}`,
    'TRIGGER:-PT10M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map(foldLine).join('\r\n') + '\r\n';
}

function formatTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(/[-:]|\.\d+/g, '');
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

/** Breaks a long line between two characters. */
function foldLine(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const {length} = encoder.encode(character);
    if (bytes + length > LINE_MAX_BYTES) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += length;
  }
  return folded;
}
