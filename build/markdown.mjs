const GENERATED = '<!-- Written by `npm run docs` from the doc comments in `src`: change those, not this file. -->';

/** Formats a generated page. Empty blocks are omitted. */
export function page(title, blocks) {
  return `${[GENERATED, `# ${title}`, ...blocks].filter(Boolean).join('\n\n')}\n`;
}

export function section(title, heading, rows) {
  return rows.length ? `## ${title}\n\n${table(heading, rows)}` : '';
}

/** Formats a table. Columns are not aligned, because one changed word would then change every row. */
export function table(heading, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return ['<!-- prettier-ignore -->', line(heading), `|${' --- |'.repeat(heading.length)}`, ...rows.map(line)].join(
    '\n',
  );
}

export function code(text) {
  return text && `\`${text.replace(/\s+/g, ' ')}\``;
}

function cell(text) {
  return (text ?? '').replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}
