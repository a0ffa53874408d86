/** A longer text is not looked into for what it shows, characters. */
const HTML_MAX_CHARS = 1_000_000;

/** What was pasted or dropped. */
export interface Transfer {
  readonly files: readonly File[];
  /** There is a folder among them, which has no bytes. */
  readonly folders: boolean;
  /** What is to be inserted; empty if there is none, or if it only names the files. */
  readonly text: string;
  /** It comes as plain text, which a browser inserts by itself. */
  readonly isPlain: boolean;
}

/**
 * Reads a clipboard or what is dragged. Programs offer one thing in several forms: cells of a spreadsheet as text, as HTML and as a
 * picture; a picture of a page as a file, as HTML and as its address. Text that says something is what was meant.
 */
export function readTransfer(data: DataTransfer): Transfer {
  const {files, folders} = filesOf(data);
  const plain = data.getData('text/plain') || data.getData('text/uri-list');
  const html = data.getData('text/html').slice(0, HTML_MAX_CHARS);
  const seen = plain.trim() ? '' : visibleText(html);
  const text = plain.trim() ? plain : seen;
  const isName = files.length + Number(folders) > 0 && (namesFiles(text, files) || isAddressOfPicture(text, html));
  return {files, folders, text: isName ? '' : text, isPlain: !!data.getData('text/plain').trim()};
}

function filesOf(data: DataTransfer): Pick<Transfer, 'files' | 'folders'> {
  const files: File[] = [];
  let folders = false;
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    if (item.webkitGetAsEntry()?.isDirectory) folders = true;
    else {
      const file = item.getAsFile();
      if (file) files.push(file);
    }
  }
  return {files, folders};
}

/** File managers also offer the names, paths or addresses of the files they give. */
function namesFiles(text: string, files: readonly File[]): boolean {
  // A disk may keep a name decomposed, and a program tell of it composed.
  const names = new Set(files.map(({name}) => name.normalize()));
  return text
    .split(/[\r\n]+/)
    .filter((line) => line.trim())
    .every(
      (line) =>
        /^file:/i.test(line) ||
        names.has(
          line
            .trim()
            .replace(/^.*[/\\]/, '')
            .normalize(),
        ),
    );
}

/** A picture that was copied from, or dragged out of, a page. */
function isAddressOfPicture(text: string, html: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:\S+\s*$/i.test(text) && /<img\b/i.test(html) && !visibleText(html);
}

/** The text that HTML shows. It is not parsed: a page may forbid that (Trusted Types). */
function visibleText(html: string): string {
  let text = '';
  for (let at = 0; at < html.length;) {
    const tag = html.indexOf('<', at);
    if (tag < 0) {
      text += html.slice(at);
      break;
    }
    text += html.slice(at, tag);
    const hidden = /^<(style|script|title|!--)/i.exec(html.slice(tag, tag + 8))?.[1];
    const close = hidden === '!--' ? '-->' : hidden ? `</${hidden}` : '>';
    const end = html.indexOf(close, tag);
    if (end < 0) break;
    if (/^<(br|\/?(p|div|tr|li|h\d))\b/i.test(html.slice(tag, tag + 6))) text += '\n';
    at = hidden && hidden !== '!--' ? html.indexOf('>', end) + 1 || html.length : end + close.length;
  }
  return text
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|nbsp|amp|lt|gt|quot|apos);/gi, decode)
    .replace(/\n\s*\n/g, '\n')
    .trim();
}

function decode(_: string, name: string): string {
  const known: Readonly<Record<string, string>> = {nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};
  if (!name.startsWith('#')) return known[name.toLowerCase()] ?? '';
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
