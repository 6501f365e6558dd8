import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ownDataCsv, ownDataJson } from '../../../src/accounts/your-account/own-data.ts';
import { parseText } from '../../../src/policies/texts/rules/parse-text.ts';
import type { Block, Line } from '../../../src/policies/texts/policy-text.ts';
import type { PersonalColumn } from '../../../src/platform/personal-data.ts';
import { contents, entriesOf, file, item, withheldFrom } from './package-world.ts';

const source = readFileSync(
  new URL('../../../seeds/reference/policies/data-formats/1.md', import.meta.url),
  'utf8',
);

describe('the page about the formats of data', () => {
  const blocks = blocksOf();
  let entries: Map<string, Buffer>;

  before(async () => {
    entries = await entriesOf(
      contents({
        items: [item('users:id:1', { name: 'Ann Okafor', note: 'by Jo Lee', password: undefined })],
        files: [file('f1', 'a.zip', Buffer.from('a'))],
        searches: [{ place: 'Accounts', terms: 'Ann', on: '2026-11-20', result: 'One', whyNot: null }],
        withholdings: [withheldFrom('users:id:1', 'note', 'Jo Lee')],
      }),
    );
  });

  it('names all that the JSON of one’s account has, and nothing else [P77]', () => {
    const json: unknown = JSON.parse(ownDataJson(ownData));
    expect(namesListed('Your data, from your account')).to.have.members(namesIn(json));
    expect(codesOf(section('Your data, from your account'))).to.include((json as { schema: string }).schema);
  });

  it('names the columns of the CSV of one’s account, in their order', () => {
    const [head = ''] = ownDataCsv(ownData);
    const paragraph = section('Your data, from your account').at(-1);
    expect(codesOf(paragraph ? [paragraph] : [])).to.deep.equal(cells(head));
  });

  it('names all that data.json has, and nothing else', () => {
    const json: unknown = JSON.parse(String(entries.get('data.json')));
    expect(namesListed('The package, on request')).to.have.members(namesIn(json));
    expect(codesOf(section('The package, on request'))).to.include((json as { schema: string }).schema);
    expect(source).to.include(
      JSON.stringify((json as { records: { fields: unknown[] }[] }).records[0]?.fields[0]),
    );
  });

  it('names the columns of each CSV file in their order, and every file', () => {
    const table = tables('The CSV files').at(-1);
    expect(table?.rows.map(([name]) => codes(name ?? [])[0])).to.deep.equal(
      [...entries.keys()].filter((name) => name.endsWith('.csv')),
    );
    for (const [name, , columns] of table?.rows ?? [])
      expect(codes(columns ?? [])).to.deep.equal(cells(String(entries.get(codes(name ?? [])[0] ?? ''))));
    const files = [...entries.keys()].filter((name) => !name.includes('/'));
    expect(codesOf(blocks)).to.include.members(files);
  });

  it('names all that the manifest has', () => {
    const names = namesIn(JSON.parse(String(entries.get('manifest.json'))));
    const { schema } = JSON.parse(String(entries.get('manifest.json'))) as { schema: string };
    expect(codesOf(section('Is it complete and unchanged?'))).to.include.members([...names, schema]);
  });

  /** What stands in the first column of the tables of a section about names in JSON. */
  function namesListed(heading: string): string[] {
    const listed = tables(heading)
      .filter(({ columns }) => columns[0] === 'Name')
      .flatMap(({ rows }) => rows.flatMap(([name, , what]) => [...codes(name ?? []), ...within(what ?? [])]));
    return [...new Set(listed)];
  }

  /** The two names of files stand in the words about them. */
  function within(what: Line): string[] {
    return codes(what).filter((code) => code === 'about');
  }

  function section(heading: string): Block[] {
    const start = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading);
    expect(start, heading).to.be.at.least(0);
    const rest = blocks.slice(start + 1);
    const end = rest.findIndex(({ kind }) => kind === 'heading');
    return end === -1 ? rest : rest.slice(0, end);
  }

  function tables(heading: string): (Block & { kind: 'table' })[] {
    return section(heading).filter((block) => block.kind === 'table');
  }
});

const declared: PersonalColumn = {
  ...{ table: 'users', column: 'name', category: 'identity', purpose: 'To know you.' },
  ...{ lawfulBasis: 'legitimate-interests', onRemoval: 'empty' },
  retention: { key: 'made-up', words: 'A year.', ends: { kind: 'removal' } },
};
const ownData = {
  madeAt: new Date('2026-11-30T09:15:00Z'),
  held: [
    {
      ...{ table: 'users', whose: 'id', through: [], forReview: [] },
      columns: [{ column: 'name', label: 'Name', declared, isShown: true }],
      rows: [{}],
    },
  ],
  seenBy: [{ at: new Date('2026-11-30T09:15:00Z'), authority: 'Leeds' }],
};

function blocksOf(): readonly Block[] {
  const parsed = parseText(source, { page: 'data-formats', version: 1 });
  if (parsed.kind === 'wrong') throw new Error(parsed.sentence);
  return parsed.text.blocks;
}

/** All names of members, however deep. */
function namesIn(json: unknown): string[] {
  if (Array.isArray(json)) return [...new Set(json.flatMap(namesIn))];
  if (json === null || typeof json !== 'object') return [];
  return [...new Set(Object.entries(json).flatMap(([name, value]) => [name, ...namesIn(value)]))];
}

function cells(csv: string): string[] {
  return csv.replace('\uFEFF', '').split('\r\n')[0]?.split(',') ?? [];
}

function codes(line: Line): string[] {
  return line.flatMap((part) => (part.kind === 'code' ? [part.text] : []));
}

function codesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return codes(block.line);
    if (block.kind === 'list') return block.items.flatMap(codes);
    return block.kind === 'table' ? block.rows.flatMap((row) => row.flatMap(codes)) : [];
  });
}
