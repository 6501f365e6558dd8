import { expect } from 'chai';
import { activities } from '../../../src/policies/processing/specification/activities.ts';
import { query } from '../../support/database.ts';
import { type TestApp, testPassword } from '../../support/app.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';
import { textOf } from '../requirements-world.ts';
import { addSecondVersion, shippedFacts, startRelease } from './facts-world.ts';

const notice = '/policies/privacy';
const first = activities[0]!;
const others = 'You, and the auditors of your authority.';
const otherActivities = [{ ...first, recipients: others }, ...activities.slice(1)];

describe('what the application puts into a text', () => {
  let app: WholeApp;
  let later: TestApp | null;

  beforeEach(async () => {
    app = await startWholeApp({ jobs: false, showsNotice: true });
    later = null;
    await mainOf(app, notice);
  });
  afterEach(async () => {
    await later?.close();
    await app.close();
  });

  const mainOf = async (of: TestApp, address: string): Promise<string> => {
    const { status, text } = await of.browser().get(address);
    expect(status, address).to.equal(200);
    return /<main.*<\/main>/s.exec(text)?.[0] ?? '';
  };
  const differencesIn = (html: string): string =>
    html.split('class="app-changes"')[1]?.split('</div>')[0] ?? '';
  const toldBy = (html: string): string => html.replace(/<div class="app-changes".*?<\/div>/s, '');

  it('stays in an older version as it was, and differs from the present one word by word [P117, P118]', async () => {
    await addSecondVersion(app, 'privacy', 'Who gets it is said anew.');
    later = await startRelease(app, { activities: otherActivities });
    const present = await mainOf(later, notice);
    expect(textOf(toldBy(present)))
      .to.include(others)
      .and.not.include(first.recipients);
    const older = textOf(await mainOf(later, `${notice}/versions/1`));
    expect(older).to.include(first.recipients).and.not.include(others);
    expect(older).to.include('as it was shown from').and.not.include('was not kept at that time');
    const changes = differencesIn(present);
    expect(changes).to.match(/<ins>[^\n]*auditors/);
    expect(changes).to.match(/<del>[^\n]*lead officers/);
    expect(changes).to.include(first.name);
    const { length } = changes.match(/<ins>/g) ?? [];
    expect(length, 'nothing else differs').to.be.below(4);
  });

  it('is shown at the next sign-in where it differs from what the person last saw [P57, P117, P118]', async () => {
    const { email } = await app.createUser();
    await app.browser().submit('/sign-in', { email, password: testPassword });
    await addSecondVersion(app, 'privacy', 'Who gets it is said anew.');
    later = await startRelease(app, { activities: otherActivities });
    const client = later.browser();
    let { location } = await client.submit('/sign-in', { email, password: testPassword });
    if (location.startsWith('/sign-in/check')) ({ location } = await client.get(location));
    expect(location).to.include(`${notice}/changed`);
    const { text } = await client.get(location);
    expect(differencesIn(text)).to.match(/<ins>[^\n]*auditors/);
  });

  it('is kept with the version that it was published with, by its name', async () => {
    const rows = await query(
      app.testDatabase.url,
      "select page, parts from policy_versions where page in ('privacy', 'uploading') order by page",
    );
    const [privacy, uploading] = rows.map(({ parts }) => parts as Record<string, unknown[]>);
    expect(privacy).to.have.all.keys(
      ...['activities', 'contacts-commissioner', 'contacts-officer', 'lawful-bases', 'registration'],
    );
    expect(JSON.stringify(privacy!.activities)).to.include(first.recipients);
    expect(uploading).to.deep.equal({});
  });

  it('changes at once in the present version where it is the installation’s: counting, contacts', async () => {
    expect(textOf(await mainOf(app, '/policies/cookies'))).to.include('counting is off');
    later = await startRelease(app, { countsUsage: true });
    expect(textOf(await mainOf(later, '/policies/cookies'))).to.include('counting is on');
  });

  it('is missed in the log where it has changed and no version tells of it', async () => {
    later = await startRelease(app, { countsUsage: true });
    await mainOf(later, notice);
    expect(later.log()).not.to.include('give it a new one');
    await later.close();
    later = await startRelease(app, { activities: otherActivities });
    await mainOf(later, notice);
    const warnings = later
      .log()
      .split('\n')
      .filter((line) => line.includes('give it a new one'));
    expect(warnings).to.have.length(2);
    expect(warnings.join(' ')).to.include('"page":"privacy","version":1,"parts":["activities"]');
  });

  it('is that of today where it was not kept, and the page says so', async () => {
    await app.database.knex('policy_versions').where({ page: 'privacy' }).update({ parts: null });
    await app.database.knex('policy_versions').where({ page: 'uploading' }).update({ parts: null });
    await addSecondVersion(app, 'privacy', 'Nothing.');
    await addSecondVersion(app, 'uploading', 'Nothing.');
    later = await startRelease(app, { activities: otherActivities });
    const older = textOf(await mainOf(later, `${notice}/versions/1`));
    expect(older).to.include(others).and.include('was not kept at that time');
    expect(await mainOf(later, notice)).to.include('No words differ');
    // A text that the application puts nothing into is what it was.
    const words = textOf(await mainOf(later, '/documentation/uploading/versions/1'));
    expect(words).to.include('no longer in force').and.not.include('was not kept at that time');
  });

  it('is in older data requirements what the specification said then [P117]', async () => {
    const address = '/documentation/data-requirements';
    const [extract, outcomes] = shippedFacts.requirements;
    const [services, ...tables] = extract!.tables;
    const [field, ...fields] = services!.table.fields;
    const table = { ...services!.table, fields: [{ ...field!, meaning: 'Another meaning' }, ...fields] };
    const requirements = [{ ...extract!, tables: [{ ...services!, table }, ...tables] }, outcomes!];
    await addSecondVersion(app, 'data-requirements', 'A field has another meaning.');
    later = await startRelease(app, { requirements });
    const present = await mainOf(later, address);
    expect(present).to.include(`href="${address}/versions/1"`).and.include('Download the template');
    expect(differencesIn(present)).to.match(/<ins>[^\n]*Another/);
    const older = await mainOf(later, `${address}/versions/1`);
    expect(textOf(older)).to.include(field!.meaning).and.include('It is no longer in force');
    expect(older).not.to.include('Another meaning').and.not.include('Download the template');
  });
});
