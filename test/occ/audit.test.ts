import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { keptHeads, keepHead } from '../../src/audit/index.ts';
import { parseAuditFilter, parsePosition } from '../../src/occ/audit/forms.ts';
import { csvRow } from '../../src/occ/audit/presenters.ts';
import { trailEvents } from '../../src/occ/audit/store.ts';
import { VERIFY_AUDIT_TRAIL, verifyTrail } from '../../src/occ/audit/verify-trail.ts';
import { startAuthority, type Authority } from '../accounts/colleagues/authority.ts';
import { testSecrets } from '../support/app.ts';
import { query } from '../support/database.ts';
import type { HttpClient } from '../support/http-client.ts';

const page = '/occ/audit';

describe('the audit trail in the back office', () => {
  let at: Authority;
  let compliance: { id: number; email: string; browser: HttpClient };
  before(async () => {
    at = await startAuthority();
    compliance = await at.seat({ role: 'compliance', name: 'Dee Pio' });
    const rows = Array.from({ length: 60 }, (_, index) => ({
      ...{ actor_id: compliance.id, action: 'test.counted', subject_type: 'test', subject_id: String(index) },
      ...{
        details: JSON.stringify({ index }),
        at: new Date(Date.UTC(2025, 5, 1 + (index % 2), 22, 59 + index)),
      },
    }));
    await at.db('audit_events').insert(rows);
  });
  after(() => at.app.close());

  const get = async (query: string): Promise<string> =>
    (await compliance.browser.get(`${page}${query}`)).text;
  const positions = (html: string): number[] =>
    [...html.matchAll(/data-label="Position" class="app-num">(\d+)</g)].map(([, one]) => Number(one));

  it('is searched by action, subject, actor and day [P133]', async () => {
    expect(positions(await get('?action=test&subjectId=7'))).to.have.length(1);
    expect(
      positions(await get(`?action=test.counted&subjectType=test&actor=${compliance.id}`)),
    ).to.have.length(50);
    expect(await get('?action=test.count')).to.include('No event is found.');
    expect(await get('?actor=999999')).to.include('No event is found.');
    const filter = parseAuditFilter({ action: 'test', from: '2025-06-02', until: '2025-06-02' });
    const found = await trailEvents(at.db, filter, { before: null, limit: 100 });
    // 22:59 on 1 June in UTC is 23:59 in England; a minute later its next day has begun.
    const days = found.map(({ at: moment }) =>
      moment.toLocaleDateString('en-CA', { timeZone: 'Europe/London' }),
    );
    expect([found.length > 0, new Set(days)]).to.deep.equal([true, new Set(['2025-06-02'])]);
    const text = await get('?action=test&subjectId=7');
    expect(text).to.include(`href="/occ/users/${compliance.id}"`).and.to.include('index: 7');
    for (const odd of [
      '?action=%00',
      '?actor=x',
      '?from=2025-02-30',
      '?before=x',
      '?action=a&action=b',
      '?until=%27',
    ])
      expect((await compliance.browser.get(`${page}${odd}`)).status, odd).to.equal(200);
  });

  it('is paged by position, so that new events shift nothing', async () => {
    const first = await get('?action=test.counted');
    const last = positions(first).at(-1)!;
    expect(first).to.include(`/occ/audit?action=test.counted&amp;before=${last}`);
    const second = positions(await get(`?action=test.counted&before=${last}`));
    expect(second).to.have.length(10);
    expect(second[0]).to.be.below(last);
    expect([parsePosition('7'), parsePosition('0'), parsePosition('x')]).to.deep.equal([7, null, null]);
  });

  it('is downloaded with all the rows of the search, which is on record [P133]', async () => {
    const address = '/occ/audit.csv?action=test.counted';
    expect((await compliance.browser.get(address)).location).to.match(/^\/account\/confirm-it-is-you/);
    await at.app.confirm(compliance.browser, compliance.email);
    const { headers, text } = await compliance.browser.get(address);
    expect(headers.get('content-type')).to.include('text/csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines).to.have.length(61);
    expect(lines[0]).to.equal('position,at,actor,action,subject_type,subject_id,details');
    expect((await at.events('audit.downloaded')).at(-1)).to.deep.include({ details: { isWhole: false } });
    const odd = {
      position: 1,
      at: new Date(0),
      actorId: null,
      action: '=x',
      subjectType: 'a',
      subjectId: 'b',
      details: {},
    };
    expect(csvRow(odd)).to.include(",'=x,");
  });

  it('is verified by a job, whose verdict and time are shown [P131, P133]', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-trail-'));
    const parts = { db: at.db, clock: at.app.clock.now, kept: keptHeads(dataDir, testSecrets) };
    const ask = (): Promise<unknown> =>
      compliance.browser.submit(page, {}, { action: `${page}/verification` });
    const ids = (): Promise<number[]> => at.db('audit_verifications').orderBy('id').pluck<number[]>('id');
    await ask();
    await ask();
    const [id] = await ids();
    expect(await ids()).to.have.length(1);
    expect(await get('')).to.include('Under way');
    const jobs = await query(at.app.database.url, `select task_identifier from graphile_worker.jobs`);
    expect(jobs.map((job) => job.task_identifier)).to.include(VERIFY_AUDIT_TRAIL);
    await keepHead(at.db, parts.kept, parts.clock);
    await verifyTrail(parts, id!);
    expect(await get(''))
      .to.include('The audit trail is whole')
      .and.to.include('1 kept head');
    await query(
      at.app.database.url,
      `alter table audit_events disable trigger audit_events_append_only;
       update audit_events set details = '{}' where action = 'test.counted' and subject_id = '7';
       alter table audit_events enable trigger audit_events_append_only`,
    );
    await ask();
    await verifyTrail(parts, (await ids()).at(-1)!);
    expect(await get(''))
      .to.include('The audit trail is broken at position')
      .and.to.include('Broken');
    await rm(dataDir, { recursive: true });
  });

  it('is there for compliance officers and administrators alone [P106, P127]', async () => {
    for (const role of ['support', 'lead'] as const) {
      const { browser } = await at.seat({ role });
      for (const path of [page, '/occ/audit.csv'])
        expect((await browser.get(path)).status, role).to.equal(404);
      const asked = await browser.post(`${page}/verification`, { _csrf: await browser.csrfToken() });
      expect(asked.status, role).to.equal(404);
    }
    expect((await compliance.browser.post(`${page}/verification`, {})).status).to.equal(403);
  });
});
