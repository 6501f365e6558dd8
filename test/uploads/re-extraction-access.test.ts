import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { roles } from '../../src/accounts/index.ts';
import type { HttpClient } from '../support/http-client.ts';
import type { WholeApp } from '../support/whole-app.ts';
import { extractOf, plain, rowsOf, sendFile } from './officer.ts';
import { cancel, results, runBy, startRun, threeUploads, traces } from './re-extracting.ts';

const doubled = { costPerHour: (weeklyCost: number): number => weeklyCost * 2 };

describe('who sees what of a run that reads stored originals', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let admin: HttpClient;
  let ids: number[];
  beforeEach(async () => {
    ({ app, officer, admin, ids } = await threeUploads());
  });
  afterEach(() => app.close());

  it('second readings are seen by no officer, anywhere', async () => {
    await runBy(app, admin, doubled);
    const hidden = await rowsOf(app, 'uploads', { state: 're-extracted' });
    expect(hidden).to.have.length(3);
    const list = await officer.get('/uploads');
    for (const { id } of hidden) {
      expect(list.text).not.to.include(`/uploads/${String(id)}"`);
      for (const page of [
        '',
        '/findings.csv',
        '/annotated.zip',
        '/original',
        '/withdrawal',
        '/reinstatement',
      ])
        expect((await officer.get(`/uploads/${String(id)}${page}`)).status, page).to.equal(404);
      const answer = await officer.post(`/uploads/${String(id)}/decisions`, {
        all: 'include',
        _csrf: await officer.csrfToken(),
      });
      expect(answer.status).to.equal(404);
      expect((await officer.get(`/uploads/compare?from=${ids[0]}&to=${String(id)}`)).status).to.equal(404);
    }
    const compare = await officer.get('/uploads/compare');
    expect([...compare.text.matchAll(/<option/g)]).to.have.length(4);
    expect(plain((await officer.get('/')).text)).not.to.include('Continue with it');
  });

  it('second readings are not told of as the same file when the file comes again', async () => {
    const { path: page } = await runBy(app, admin, doubled);
    const jobs = await app.startJobs();
    const answer = await sendFile(officer, extractOf(3), undefined, 'check-only');
    while (/data-state="processing"/.test((await officer.get(answer.location)).text)) await sleep(20);
    await jobs.stop();
    const words = plain((await officer.get(answer.location)).text);
    expect(words).to.include(`Upload ${ids[1]} of`).and.include('byte for byte (live)');
    await cancel(admin, page);
    expect(await traces(app)).to.deep.include({ hidden: 0, extracts: 3 });
  });

  it('runs are for OCC’s support and administrators alone', async () => {
    const { id, path: page } = await startRun(admin, '38');
    const addresses = ['/occ/re-extractions', page];
    const forms = ['/occ/re-extractions', `${page}/application`, `${page}/cancellation`];
    for (const address of addresses) expect((await app.browser().get(address)).status).to.equal(404);
    for (const form of forms) expect((await app.browser().post(form, {})).status).to.equal(404);
    for (const role of roles) {
      const person = await app.signInAs({ role });
      const isTheirs = role === 'support' || role === 'admin';
      for (const address of addresses)
        expect((await person.get(address)).status, role).to.equal(isTheirs ? 200 : 404);
      const start = await person.get('/');
      const home = start.location ? await person.get(start.location) : start;
      expect(home.text.includes('href="/occ/re-extractions"'), role).to.equal(isTheirs);
      if (isTheirs) continue;
      for (const form of forms) {
        const answer = await person.post(form, { _csrf: await person.csrfToken() });
        expect(answer.status, `${role} ${form}`).to.equal(404);
      }
    }
    expect(await results(app, id)).to.deep.equal({ [ids[2]!]: 'pending' });
    expect((await admin.get('/occ/re-extractions/999')).status).to.equal(404);
  });
});
