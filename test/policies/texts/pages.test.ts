import { expect } from 'chai';
import { textPages } from '../../../src/policies/texts/specification/pages.ts';
import { activities } from '../../../src/policies/processing/specification/activities.ts';
import { cookiesInUse } from '../../../src/web/cookies.ts';
import { personalData } from '../../../src/wiring.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';
import { rowsOf, textOf } from '../requirements-world.ts';

const lists = ['/policies', '/documentation', '/documentation/promises'];

describe('the public pages', () => {
  let app: WholeApp;
  before(async () => {
    app = await startWholeApp({ jobs: false });
  });
  after(() => app.close());

  const open = async (address: string): Promise<string> => {
    const { status, text } = await app.browser().get(address);
    expect(status, address).to.equal(200);
    return text;
  };
  const main = (html: string): string => /<main.*<\/main>/s.exec(html)?.[0] ?? '';
  const wordsOn = async (address: string): Promise<string> =>
    textOf(main(await open(address))).replaceAll(/\s+/g, ' ');

  for (const address of [...textPages.map(({ href }) => href), ...lists]) {
    it(`${address} is for everybody, without a cookie and out of caches [P47, P116]`, async () => {
      const { status, headers, text } = await app.browser().get(address);
      expect(status).to.equal(200);
      expect(headers.getSetCookie()).to.deep.equal([]);
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(text.match(/<h1/g)).to.have.length(1);
      expect(text).to.match(/<footer.*href="\/policies\/privacy".*href="\/contact"/s);
    });
  }

  for (const page of textPages) {
    it(`${page.href} has its title, version, date, approval and next review, and leads back up [P117, P121]`, async () => {
      const html = await open(page.href);
      expect(html).to.include(`<title>${page.title} – SP-Bench</title>`);
      const words = textOf(main(html));
      for (const fact of ['1, of 22 November 2026', 'Approved by', 'Next review', 'First version.'])
        expect(words).to.include(fact);
      expect(html).to.include('href="#top"');
      expect(main(await open(`${page.href}/versions/1`))).to.equal(main(html));
    });

    it(`${page.href} has no id twice, and a place for each of its links to itself`, async () => {
      const html = await open(page.href);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).to.equal(ids.length);
      const own = [...html.matchAll(/ (?:href="#|aria-labelledby=")([^"]+)"/g)].map(([, id]) => id);
      expect([...ids, 'top']).to.include.members(own);
    });

    it(`${page.href} leads to pages of ours that are there, and marks other sites [P56]`, async () => {
      const html = main(await open(page.href));
      const links = [...html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>[^<]*<\/a>( \(other site\))?/g)];
      const own = links.map(([, href = '']) => href).filter((href) => href.startsWith('/'));
      const known = app.routes.filter(({ method }) => method === 'get').map(({ path }) => path);
      for (const href of own) {
        const address = href.split('#')[0] ?? '';
        const isThere = known.some((path) =>
          new RegExp(`^${path.replaceAll(/:[a-zA-Z]+/g, '[^/]+')}$`).test(address),
        );
        expect(isThere, `${href} on ${page.href}`).to.be.true;
      }
      const foreign = links.filter(([, href = '']) => href.startsWith('http'));
      for (const [, href, mark] of foreign) expect(mark, href).to.equal(' (other site)');
      if (foreign.length > 0) expect(textOf(html)).to.include('Other sites have policies of their own');
    });
  }

  it('have no version that was never published', async () => {
    for (const number of ['2', '0', '01', 'x', '99999999', '-1'])
      expect((await app.browser().get(`/policies/privacy/versions/${number}`)).status, number).to.equal(404);
  });

  it('lead to the contact page at their top [P115]', async () => {
    for (const address of ['/policies/privacy', '/policies/security']) {
      const html = main(await open(address));
      expect(html.indexOf('href="/contact"')).to.be.greaterThan(0).and.lessThan(html.indexOf('<h2'));
    }
  });

  it('are listed, and the lists are led to from every page', async () => {
    const [policies, documentation] = [await open('/policies'), await open('/documentation')];
    for (const { href, section } of textPages.filter((page) => page.section !== null))
      expect(main(section === 'policies' ? policies : documentation)).to.include(`href="${href}"`);
    for (const href of [
      '/documentation/data-requirements',
      '/documentation/comparisons',
      '/documentation/promises',
    ])
      expect(main(documentation)).to.include(`href="${href}"`);
    const foot = /<footer.*<\/footer>/s.exec(await open('/sign-in'))?.[0] ?? '';
    for (const href of ['/policies', '/documentation', '/policies/cookies', '/contact'])
      expect(foot).to.include(`href="${href}"`);
  });

  it('say of each use of data what is collected, who gets it, why, and on which basis [P58, P102, P112, P118]', async () => {
    const words = await wordsOn('/policies/privacy');
    expect(activities.some(({ purpose }) => purpose.includes('complaints'))).to.be.true;
    for (const { name, collected, recipients, purpose, basis } of activities) {
      expect(words).to.include(name);
      for (const part of [collected, recipients, purpose, basis]) expect(words).to.include(part);
    }
  });

  it('name the lawful bases that there are, and those in use [P124]', async () => {
    const rows = rowsOf(await open('/policies/processing-record'), 'lawful-bases-in-law');
    expect(rows).to.have.length(12);
    expect(rows.filter(([, , says]) => says?.startsWith('Not used'))).to.have.length(8);
  });

  it('tell of services’ data: only what is needed, for nothing else, for nobody else [P24, P25]', async () => {
    const words = await wordsOn('/policies/privacy');
    expect(words).to.include('used to provide SP-Bench and for nothing else');
    expect(words).to.include('never passed to a third party');
  });

  it('tell of the register, of what personal information is, of time, fees and the limits of safety [P87, P88, P119, P120, P122, P123]', async () => {
    const words = await wordsOn('/policies/privacy');
    for (const phrase of [
      'registered with the Information Commissioner under the number',
      'Personal information is anything that says something about a living person',
      'answer within one month',
      'at no charge',
      'a fee of up to £10',
      'ask our Data Protection Officer',
      'can never be entirely safe',
    ])
      expect(words).to.include(phrase);
    expect(await wordsOn('/policies/security')).to.include('safe without limit');
  });

  it('say what may be left out, and that use alone is no consent [P14, P57]', async () => {
    const words = await wordsOn('/policies/privacy');
    expect(words).to.include('says what leaving it out costs');
    expect(words).to.include('You agree to nothing by merely using SP-Bench');
  });

  it('say that contact details are handed on only with permission or by law [P96]', async () => {
    expect(await wordsOn('/policies/privacy')).to.include('We do not sell, lease or hand on contact details');
  });

  it('say where data is, and that it goes nowhere else [P105]', async () => {
    expect(await wordsOn('/policies/privacy')).to.include('not transferred outside');
    expect(await wordsOn('/policies/processing-record')).to.include(
      'Transfers outside the United Kingdom None',
    );
  });

  it('list every column that holds something about a person, with how long it is kept [P91, P93]', async () => {
    const html = await open('/policies/retention');
    const rows = activities.flatMap(({ id }) =>
      html.includes(`${id}-kept-table`) ? rowsOf(html, `${id}-kept-table`) : [],
    );
    for (const { table, column, retention, purpose } of personalData) {
      const row = rows.find((cells) => cells[3]?.split(', ').includes(`${table}.${column}`));
      expect(row?.slice(0, 2), `${table}.${column}`).to.deep.equal([purpose, retention.words]);
    }
    expect(rows.flatMap((cells) => cells[3]?.split(', ') ?? [])).to.have.length(personalData.length);
  });

  it('have a place for every table of personal data, each in one use alone', () => {
    const tables = [...new Set(personalData.map(({ table }) => table))];
    for (const table of tables)
      expect(
        activities.filter((activity) => activity.tables.includes(table)),
        table,
      ).to.have.length(1);
  });

  it('tell of messages: how long they are kept, by which guidance, and that e-mail may be scanned [P94, P95]', async () => {
    const words = await wordsOn('/policies/retention');
    expect(words).to.include('National Archives');
    expect(words).to.include('may be scanned');
  });

  it('record each use of data with all that the law asks for, special categories being none [P17, P125]', async () => {
    const html = await open('/policies/processing-record');
    const kept = activities.filter(({ tables }) => personalData.some(({ table }) => tables.includes(table)));
    expect(kept).to.have.length.above(4);
    for (const { id, purpose, subjects, recipients, basis } of kept) {
      const record = Object.fromEntries(rowsOf(html, `${id}-record-table`)) as Record<string, string>;
      expect(record).to.include({
        Purpose: purpose,
        People: subjects,
        Recipients: recipients,
        'Lawful basis': basis,
      });
      expect(record['Special categories']).to.equal('None');
      // Article 30(1), and the columns of the Commissioner's own form.
      expect(record).to.include.all.keys(
        ...[
          'Controller',
          'Kinds of data',
          'Where the data comes from',
          'Transfers outside the United Kingdom',
        ],
        ...['Safeguards for transfers', 'Security', 'As declared of each entry', 'Condition of article 9'],
        ...['Condition of Schedule 1 of the Data Protection Act 2018, and its policy document', 'Rights'],
        ...['Legitimate interests weighed', 'Record of consent', 'Decided by computer alone, or profiled'],
        ...['Where it is kept', 'Impact assessment', 'Breaches', 'Contracts with processors'],
      );
      expect(record.Kept).to.have.length.above(10);
    }
    expect(textOf(html)).to.include('Controller');
  });

  it('say which rights there are by the basis of each use [P58, P124]', async () => {
    const html = await open('/policies/processing-record');
    const record = (id: string) =>
      Object.fromEntries(rowsOf(html, `${id}-record-table`)) as Record<string, string>;
    expect(record('choices').Rights).to.include('to take consent back');
    expect(record('choices')['Record of consent']).to.include('in a ledger');
    expect(record('audit').Rights).to.include('neither removed').and.not.to.include('to object and');
    expect(record('audit')['Legitimate interests weighed']).to.equal('Not relied on');
    expect(record('signing-in').Rights).to.include('to object and to have it removed');
  });

  it('record what is done for authorities as a processor has to [P125]', async () => {
    const rows = rowsOf(await open('/policies/processing-record'), 'work-for-authorities');
    const record = Object.fromEntries(rows) as Record<string, string>;
    expect(record).to.include.all.keys(
      ...['Processor', 'Data protection officer', 'Controllers we act for', 'Kinds of processing'],
      ...['Other processors', 'Transfers outside the United Kingdom', 'Security', 'When it ends'],
    );
    expect(record.Processor).to.match(/^Oxford Computer Consultants, .+@/);
    expect(record['Controllers we act for']).to.include('152 administering authorities');
    expect(record['Transfers outside the United Kingdom']).to.equal('None');
  });

  it('have a table of all cookies, and how to decline and delete them [P50, P51, P53]', async () => {
    const html = await open('/policies/cookies');
    const facts = cookiesInUse(false).map(({ name, purpose, holds, lasts, setWhen }) => [
      name,
      purpose,
      holds,
      lasts,
      setWhen,
    ]);
    expect(rowsOf(html, 'cookies-in-use')).to.deep.equal(facts);
    const words = await wordsOn('/policies/cookies');
    expect(words).to.include('declines cookies');
    expect(words).to.include('see, delete or decline them');
  });

  it('say that nothing of others is shown or counts visits [P54, P55]', async () => {
    const words = await wordsOn('/policies/cookies');
    expect(words).to.include('nothing of others is shown on our pages');
    const policy =
      (await app.browser().get('/policies/cookies')).headers.get('content-security-policy') ?? '';
    expect(policy.match(/https?:/g)).to.equal(null);
  });

  it('say that nobody is profiled, and how to question what the computer decides [P78, P79]', async () => {
    const words = await wordsOn('/documentation/automatic-decisions');
    for (const phrase of [
      'No person is profiled',
      'ask us to explain a decision',
      'A person looks at it',
      'before it starts',
    ])
      expect(words).to.include(phrase);
  });

  it('give ways to reach OCC, its Data Protection Officer and the Commissioner [P64, P110, P113, P114]', async () => {
    const html = await open('/contact');
    for (const id of ['contact-occ', 'contact-officer', 'contact-commissioner']) {
      const ways = rowsOf(html, id).map(([way]) => way);
      expect(ways).to.include.members(['Post', 'Telephone', 'E-mail']);
    }
    for (const href of ['/contact/new', '/problems/new', '/complaints/new', '/data-requests/new'])
      expect(main(html)).to.include(`href="${href}"`);
    expect(textOf(html)).to.include('Data Protection Officer makes sure that we keep to the law');
    expect(await wordsOn('/policies/privacy')).to.include('You may complain to the Information Commissioner');
  });

  it('tell of safeguards, tests and updates [P126, P130]', async () => {
    const words = await wordsOn('/policies/security');
    for (const phrase of [
      'Encryption',
      'Buildings and people',
      'Testing and updates',
      'fixed to exact versions',
    ])
      expect(words).to.include(phrase);
  });

  it('say that telephone numbers are examples as long as they are', async () => {
    expect(await wordsOn('/contact')).to.include('are examples');
  });

  it('publish each version once, with a line in the audit trail', async () => {
    await open('/contact');
    const rows = await app.database
      .knex('audit_events')
      .where({ action: 'policy.published' })
      .select('subject_id', 'actor_id');
    expect(rows.map(({ subject_id }: { subject_id: string }) => subject_id).sort()).to.deep.equal(
      textPages.map(({ name }) => `${name}/1`).sort(),
    );
    expect(new Set(rows.map(({ actor_id }: { actor_id: number | null }) => actor_id))).to.deep.equal(
      new Set([null]),
    );
  });
});
