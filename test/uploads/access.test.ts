import { expect } from 'chai';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { extractOf, plain, rowsOf, send, sendAndSettle, stateOn, withoutCost, type Sent } from './officer.ts';

describe('the uploads of an authority', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let upload: Sent;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
    upload = await sendAndSettle(officer, extractOf(2, withoutCost(1)));
  });
  after(() => app.close());

  const ways: [name: string, ask: (client: HttpClient, path: string) => Promise<Answer>][] = [
    ['page', (client, path) => client.get(path)],
    ['findings', (client, path) => client.get(`${path}/findings.csv`)],
    [
      'decisions',
      async (client, path) =>
        client.post(`${path}/decisions`, { _csrf: await client.csrfToken(), all: 'include' }),
    ],
    [
      'empty decisions',
      async (client, path) => client.post(`${path}/decisions`, { _csrf: await client.csrfToken() }),
    ],
  ];
  for (const [name, ask] of ways) {
    it(`show another authority's officer no ${name}`, async () => {
      const stranger = await app.signInAs({ authorityCode: '38' });
      const [foreign, none] = [await ask(stranger, upload.path), await ask(stranger, '/uploads/999999')];
      expect([foreign.status, none.status]).to.deep.equal([404, 404]);
      expect(withoutReference(foreign)).to.equal(withoutReference(none));
    });

    it(`show nobody at OCC their ${name}`, async () => {
      for (const role of ['support', 'compliance', 'admin'] as const) {
        expect((await ask(await app.signInAs({ role }), upload.path)).status).to.equal(404);
      }
    });

    it(`have no ${name} under what is no number`, async () => {
      for (const id of ['0', '-1', '1.5', '1e3', '01', 'abc', '99999999999999999999', '%00', "1'--"]) {
        expect((await ask(officer, `/uploads/${id}`)).status).to.be.oneOf([400, 404]);
      }
    });
  }

  it('stay as they were after all that', async () => {
    const findings = await rowsOf(app, 'findings', { upload_id: upload.id });
    expect(findings.map(({ decision }) => decision)).to.deep.equal([null]);
  });

  it('are not on the list of another authority', async () => {
    const other = await app.signInAs({ authorityCode: '38', role: 'lead' });
    expect(plain((await other.get('/uploads')).text)).to.include(
      'Your authority has not uploaded anything yet',
    );
    const answer = await send(other, extractOf(1, { authority: '38' }), 'SPLSExtract_38_13092004.zip');
    expect((await officer.get('/uploads')).text).not.to.include(`href="${answer.path}"`);
  });

  it('are not there for somebody who has not signed in, who is brought back afterwards', async () => {
    const answer = await app.browser().get(upload.path);
    expect([answer.status, answer.location]).to.deep.equal([
      303,
      `/sign-in?returnTo=${encodeURIComponent(upload.path)}`,
    ]);
  });

  it('are all open to a colleague and to the lead officer', async () => {
    for (const role of ['officer', 'lead'] as const) {
      expect(stateOn(await (await app.signInAs({ role })).get(upload.path))).to.equal('needs-decisions');
    }
  });

  it('are kept by no cache', async () => {
    for (const path of ['/uploads', upload.path, `${upload.path}/findings.csv`]) {
      expect((await officer.get(path)).headers.get('cache-control')).to.equal('no-store');
    }
  });
});

function withoutReference({ text }: Answer): string {
  return plain(text).replace(/Reference: \S+/, '');
}

describe('the list of uploads', () => {
  it('shows every state in words, on as many pages as it takes', async () => {
    const app = await startWholeApp({ jobs: false });
    try {
      const user = await app.createUser();
      const officer = await app.signIn(user.email);
      const { id: authority_id } = await app.database
        .knex('authorities')
        .where('code', '00AJ')
        .first<{ id: number }>('id');
      const states = ['processing', 'rejected', 'needs-decisions', 'live', 'superseded', 'withdrawn'];
      const upload = (state: string): object => ({
        authority_id,
        uploaded_by: user.id,
        kind: 'extract',
        series: 'extract',
        file_name: `${state}.zip`,
        file_size: 1,
        sha256: Buffer.alloc(32),
        data_date: '2004-09-13',
        state,
      });
      await app.database
        .knex('uploads')
        .insert([...Array<string>(24).fill('rejected'), ...states].map(upload));
      const first = plain((await officer.get('/uploads')).text);
      for (const words of [
        'processing.zip',
        'Being checked',
        'Rejected',
        'Needs decisions',
        'Live',
        'Superseded',
        'Withdrawn',
      ])
        expect(first).to.include(words);
      expect((await officer.get('/uploads?page=2')).text.match(/rejected\.zip/g)).to.have.length(5);
      expect(plain((await officer.get('/uploads?page=77')).text))
        .to.include('rejected.zip')
        .and.not.to.include('not uploaded anything');
      for (const state of states) {
        const [row] = await rowsOf(app, 'uploads', { file_name: `${state}.zip`, state });
        if (state !== 'rejected')
          expect(stateOn(await officer.get(`/uploads/${String(row!.id)}`))).to.equal(state);
      }
    } finally {
      await app.close();
    }
  });
});
