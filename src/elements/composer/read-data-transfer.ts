/** Maximum number of characters of HTML that are searched for visible text. */
const HTML_MAX_CHARS = 1_000_000;

/** Content of a paste or drop. */
export interface TransferContent {
  readonly files: readonly File[];
  /** True if it contains a folder, which cannot be sent. */
  readonly hasFolder: boolean;
  /** Text to insert. Empty if there is none, or if it only names the files. */
  readonly text: string;
  /** True if it has plain text, which the browser inserts. */
  readonly isPlain: boolean;
}

/**
 * Reads a clipboard or a drop. Programs offer the same content in several forms: cells of a spreadsheet as text, HTML
 * and picture; a picture of a web page as file, HTML and address. Text takes precedence, unless it only contains names
 * or addresses of the files.
 */
export function readDataTransfer(data: DataTransfer): TransferContent {
  const {files, hasFolder} = filesOf(data);
  const plain = data.getData('text/plain') || data.getData('text/uri-list');
  const html = data.getData('text/html').slice(0, HTML_MAX_CHARS);
  const htmlText = plain.trim() ? '' : visibleText(html);
  const text = plain.trim() ? plain : htmlText;
  const onlyNamesFiles = files.length + Number(hasFolder) > 0 && (namesFiles(text, files) || isPictureUrl(text, html));
  return {files, hasFolder, text: onlyNamesFiles ? '' : text, isPlain: !!data.getData('text/plain').trim()};
}

function filesOf(data: DataTransfer): Pick<TransferContent, 'files' | 'hasFolder'> {
  const files: File[] = [];
  let hasFolder = false;
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    if (item.webkitGetAsEntry()?.isDirectory) hasFolder = true;
    else {
      const file = item.getAsFile();
      if (file) files.push(file);
    }
  }
  return {files, hasFolder};
}

/** True if the text contains only names, paths or addresses of the files, which file managers add. */
function namesFiles(text: string, files: readonly File[]): boolean {
  // A disk may store a name in decomposed Unicode while a program reports it composed.
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

/** True if the text is the address of a picture that was copied or dragged from a web page. */
function isPictureUrl(text: string, html: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:\S+\s*$/i.test(text) && /<img\b/i.test(html) && !visibleText(html);
}

/** The visible text of HTML. The HTML is not parsed, because a page may forbid that (Trusted Types). */
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
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|nbsp|amp|lt|gt|quot|apos);/gi, decodeEntity)
    .replace(/\n\s*\n/g, '\n')
    .trim();
}

function decodeEntity(_: string, name: string): string {
  const known: Readonly<Record<string, string>> = {nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};
  if (!name.startsWith('#')) return known[name.toLowerCase()] ?? '';
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
