const GENERATED = '<!-- Written by `npm run docs` from the doc comments in `src`: change those, not this file. -->';

/** A generated page. Blocks that are empty are left out. */
export function page(title, blocks) {
  return `${[GENERATED, `# ${title}`, ...blocks].filter(Boolean).join('\n\n')}\n`;
}

export function section(title, heading, rows) {
  return rows.length ? `## ${title}\n\n${table(heading, rows)}` : '';
}

/** Columns are not aligned: one changed word would then change every row. */
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
