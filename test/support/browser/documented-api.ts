/** Reads the tables of `docs/api`, for tests that compare them with the elements. */
export interface DocumentedElement {
  readonly tag: string;
  readonly attributes: readonly DocumentedAttribute[];
  /** True for an event that can be cancelled. */
  readonly events: ReadonlyMap<string, boolean>;
}

export interface DocumentedAttribute {
  readonly name: string;
  /** Empty if only the attribute is documented: `lang`, `user-sig`. */
  readonly property: string;
  readonly type: string;
  /** A literal; empty if it is undefined. */
  readonly initial: string;
}

/** The path in browser tests, whose server root is the repository. */
export async function readDocumentedApi(): Promise<readonly DocumentedElement[]> {
  const list = await page('README.md');
  const tags = [...list.matchAll(/\]\(([a-z]+-[a-z]+)\.md\)/g)].map(([, tag]) => tag!);
  return Promise.all(tags.map(async (tag) => readPage(tag, await page(`${tag}.md`))));
}

async function page(name: string): Promise<string> {
  const response = await fetch(`/docs/api/${name}`);
  if (!response.ok) throw new Error(`docs/api/${name}: ${response.status}`);
  return response.text();
}

function readPage(tag: string, text: string): DocumentedElement {
  const attributes = rows(text, 'Attributes').map(([name = '', property = '', type = '', initial = '']) => ({
    ...{name, property, type, initial},
  }));
  const events = rows(text, 'Events').map(([name = '', , cancelable]) => [name, cancelable === 'yes'] as const);
  return {tag, attributes, events: new Map(events)};
}

/** Cells of a section's table, without backticks. */
function rows(text: string, section: string): string[][] {
  const [, table = ''] = text.split(`\n## ${section}\n`);
  const lines = table.split('\n## ', 1)[0]!.split('\n');
  return lines
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(2, -2)
        .split(/ (?<!\\)\| /)
        .map((cell) => cell.replace(/^`|`$/g, '').replaceAll('\\|', '|')),
    );
}
