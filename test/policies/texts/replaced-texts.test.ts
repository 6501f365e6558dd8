import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { openTexts, shippedTexts } from '../../../src/policies/index.ts';
import { ownFacts } from '../../../src/wiring-texts.ts';
import { query } from '../../support/database.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';
import { textOf } from '../requirements-world.ts';

const cookies = '/policies/cookies';

/** A version of the cookie page. */
function version(number: number, body: string, facts: Record<string, string> = {}): string {
  const head = {
    version: String(number),
    date: '2026-11-22',
    'approved by': 'Data Protection Officer',
    'next review': '2099-01-01',
    changed: `What came with ${number}.`,
    ...facts,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`;
}

describe('texts that OCC adds', () => {
  let app: WholeApp;
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false });
  });
  afterEach(() => app.close());

  const put = async (name: string, content: string | Uint8Array): Promise<void> => {
    const file = path.join(app.dataDir, 'policies', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    app.clock.advance(4000);
  };
  const wordsOn = async (address: string): Promise<string> => {
    const { status, text } = await app.browser().get(address);
    expect(status, address).to.equal(200);
    return textOf(/<main.*<\/main>/s.exec(text)?.[0] ?? '').replaceAll(/\s+/g, ' ');
  };
  const published = async (page: string): Promise<number[]> => {
    const rows = await query(
      app.testDatabase.url,
      `select version from policy_versions where page = '${page}' order by 1`,
    );
    return rows.map(({ version: number }) => Number(number));
  };

  it('are shown within seconds, and what they replace stays to be read [P117]', async () => {
    expect(await wordsOn(cookies)).to.include('Version 1,');
    await put('cookies/2.md', version(2, 'There is one cookie.\n\n{{cookies}}'));
    const words = await wordsOn(cookies);
    expect(words)
      .to.include('Version 2,')
      .and.include('What came with 2.')
      .and.include('There is one cookie.');
    expect(await published('cookies')).to.deep.equal([1, 2]);
    const older = await wordsOn(`${cookies}/versions/1`);
    expect(older).to.include('It is no longer in force').and.include('A cookie is a small piece of text');
    const { text } = await app.browser().get(cookies);
    expect(text).to.include(`href="${cookies}/versions/1"`).and.include(`href="${cookies}/versions/2"`);
  });

  it('show what changed word by word, in words for those who hear it [P117]', async () => {
    const first = await readFile(path.join(shippedTexts, 'cookies/1.md'), 'utf8');
    const second = first
      .replace('version: 1', 'version: 2')
      .replace('changed: First version.', 'changed: Clearer words.')
      .replace('You decide.', 'The choice is yours.');
    await put('cookies/2.md', second);
    const { text } = await app.browser().get(cookies);
    const changes = text.split('class="app-changes"')[1]?.split('</div>')[0] ?? '';
    expect(changes).to.include('Accepting and declining');
    expect(changes).to.match(/<del><span class="govuk-visually-hidden">taken out: <\/span>You/);
    expect(changes).to.match(/<ins><span class="govuk-visually-hidden">put in: <\/span>The/);
    expect(changes).to.include('If your browser declines cookies').and.not.include('small piece of text');
    expect(changes).not.to.include('&lt;');
  });

  it('stay as they were published when their file is changed or taken away', async () => {
    await put('cookies/2.md', version(2, 'The first words.'));
    await wordsOn(cookies);
    await put('cookies/2.md', version(2, 'Other words.'));
    expect(await wordsOn(cookies)).to.include('The first words.');
    expect(app.log()).to.include('Give a changed text a new number.');
    await rm(path.join(app.dataDir, 'policies/cookies/2.md'));
    app.clock.advance(4000);
    expect(await wordsOn(cookies)).to.include('The first words.');
  });

  for (const [what, name, content, sentence] of [
    ['a file without its facts', 'cookies/2.md', 'Words.', 'does not begin with its facts'],
    ['HTML', 'cookies/2.md', version(2, '<p>hi</p>'), 'It holds HTML'],
    ['another number than its name', 'cookies/2.md', version(3, 'Words.'), 'says that it is version 3'],
    ['a huge file', 'cookies/2.md', version(2, 'Words. '.repeat(50_000)), 'larger than 256 KB'],
    [
      'a file that is not UTF-8',
      'cookies/2.md',
      Buffer.from(version(2, 'Café.'), 'latin1'),
      'not written in UTF-8',
    ],
    ['control characters', 'cookies/2.md', version(2, 'A\u0000B'), 'control characters'],
    [
      'a day before the present version’s',
      'cookies/2.md',
      version(2, 'Words.', { date: '2020-01-01' }),
      'before that of version 1',
    ],
    ['another text for version 1', 'cookies/1.md', version(1, 'Words.'), 'Give a changed text a new number'],
    ['a page that is not there', 'prices/1.md', version(1, 'Words.'), 'No page has this name'],
    ['a name that is no number', 'cookies/new.md', version(2, 'Words.'), 'named by its number'],
  ] as const) {
    it(`are refused for ${what}: the log says why, and the page stays`, async () => {
      const before = await wordsOn(cookies);
      await put(name, content);
      expect(await wordsOn(cookies)).to.equal(before);
      expect(app.log()).to.include(sentence);
      expect(await published('cookies')).to.deep.equal([1]);
    });
  }

  it('harm nothing where their folder is no folder', async () => {
    await writeFile(path.join(app.dataDir, 'policies'), 'a file');
    app.clock.advance(4000);
    expect(await wordsOn(cookies)).to.include('Version 1,');
    expect(app.log()).to.include('cannot be read (ENOTDIR)');
  });

  it('come too late with a number below the newest', async () => {
    await put('cookies/3.md', version(3, 'Third.'));
    await wordsOn(cookies);
    await put('cookies/2.md', version(2, 'Second.'));
    expect(await wordsOn(cookies)).to.include('Third.');
    expect(app.log()).to.include('a new version has a higher number');
    expect(await published('cookies')).to.deep.equal([1, 3]);
  });

  it('of a day to come are shown from that day on', async () => {
    const later = new Date(app.clock.now().getTime() + 48 * 3600_000).toISOString().slice(0, 10);
    await put('cookies/2.md', version(2, 'Tomorrow’s words.', { date: later }));
    expect(await wordsOn(cookies)).to.include('Version 1,');
    app.clock.advance(72 * 3600_000);
    expect(await wordsOn(cookies)).to.include('Tomorrow’s words.');
  });

  it('that are overdue for review say so [P117]', async () => {
    expect(await wordsOn(cookies)).not.to.include('overdue');
    app.clock.advance(400 * 24 * 3600_000);
    expect(await wordsOn(cookies)).to.include('The review is overdue');
  });

  it('are published once by two processes at a time', async () => {
    await put('cookies/2.md', version(2, 'Together.'));
    const sources = { db: app.database.knex, clock: app.clock.now, logger: { warn: () => undefined } };
    const facts = ownFacts({ https: false, usageCounters: false });
    const folders = { shipped: shippedTexts, added: path.join(app.dataDir, 'policies'), facts };
    const processes = [openTexts({ ...sources, ...folders }), openTexts({ ...sources, ...folders })];
    const found = await Promise.all(processes.map((texts) => texts.versions('cookies')));
    expect(found.map((versions) => versions.map(({ version: number }) => number))).to.deep.equal([
      [1, 2],
      [1, 2],
    ]);
    const events = await app.database
      .knex('audit_events')
      .where({ action: 'policy.published', subject_id: 'cookies/2' });
    expect(events).to.have.length(1);
  });

  it('name those who can be written to, and stay as they were when that file is wrong', async () => {
    const contacts = JSON.parse(await readFile(path.join(shippedTexts, 'contacts.json'), 'utf8')) as {
      areExamples: boolean;
      officer: { phones: string[] };
    };
    contacts.areExamples = false;
    contacts.officer.phones = ['01632 960999'];
    await put('contacts.json', JSON.stringify(contacts));
    expect(await wordsOn('/contact'))
      .to.include('01632 960999')
      .and.not.include('are examples');
    await put('contacts.json', '{"officer": 1}');
    expect(await wordsOn('/contact')).to.include('01632 960999');
    expect(app.log()).to.include('It does not say what it should');
    await put('contacts.json', 'nonsense');
    expect(await wordsOn('/contact')).to.include('01632 960999');
    expect(app.log()).to.include('It is not JSON');
  });
});
