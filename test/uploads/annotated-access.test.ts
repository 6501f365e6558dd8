import { createCipheriv } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { extractZip, serviceRow, servicesCsv, tableFiles } from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { annotatedOf, askAnnotated } from './annotated-zip.ts';
import {
  extractOf,
  filesInHand,
  plain,
  rowsOf,
  sendAndSettle,
  settledPage,
  withoutCost,
  type Sent,
} from './officer.ts';

const LINK = /Download your file with the findings beside each row \(ZIP\)/;

describe('annotated.zip is given', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let upload: Sent;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
    upload = await sendAndSettle(officer, extractOf(2, withoutCost(1)));
  });
  after(() => app.close());

  const events = (id: number): Promise<Record<string, unknown>[]> =>
    rowsOf(app, 'audit_events', { action: 'upload.annotated', subject_id: String(id) });
  const answered = async (
    client: HttpClient,
    path = upload.path,
  ): Promise<[status: number, location: string]> => {
    const { status, location } = await client.get(`${path}/annotated.zip`);
    return [status, location];
  };

  it('to a colleague and to the lead officer, from a link on the page', async () => {
    for (const role of ['officer', 'lead'] as const) {
      const reader = await app.signInAs({ role });
      expect((await reader.get(upload.path)).text).to.match(
        new RegExp(`href="${upload.path}/annotated.zip">${LINK.source}`),
      );
      expect((await annotatedOf(app, reader, upload)).files.size).to.equal(3);
    }
  });

  it('to nobody else, as if it were not there', async () => {
    const stranger = await app.signInAs({ authorityCode: '38' });
    const foreign = await stranger.get(`${upload.path}/annotated.zip`);
    const none = await stranger.get('/uploads/999999/annotated.zip');
    expect([foreign.status, none.status]).to.deep.equal([404, 404]);
    expect(withoutReference(foreign.text)).to.equal(withoutReference(none.text));
    for (const role of ['support', 'compliance', 'admin'] as const)
      expect(await answered(await app.signInAs({ role }))).to.deep.equal([404, '']);
    for (const id of ['0', '-1', 'abc', '1e3'])
      expect(await answered(officer, `/uploads/${id}`)).to.deep.equal([404, '']);
    const path = `${upload.path}/annotated.zip`;
    expect(await answered(app.browser())).to.deep.equal([
      303,
      `/sign-in?returnTo=${encodeURIComponent(path)}`,
    ]);
  });

  it('with a line in the audit trail each time, and none where it is refused', async () => {
    const user = await app.createUser();
    const reader = await app.signIn(user.email);
    const before = (await events(upload.id)).length;
    await annotatedOf(app, reader, upload);
    await annotatedOf(app, reader, upload);
    await answered(await app.signInAs({ authorityCode: '38' }));
    const lines = (await events(upload.id)).slice(before);
    expect(lines.map(({ actor_id, subject_type }) => [actor_id, subject_type])).to.deep.equal([
      [user.id, 'upload'],
      [user.id, 'upload'],
    ]);
    expect(JSON.stringify(lines)).not.to.include('SPLSExtract');
  });

  it('only of a file that is kept', async () => {
    const named = servicesCsv([serviceRow('S1', { ServiceName: 'For AB 12 34 56 C' })]);
    const personal = await sendAndSettle(officer, extractZip(tableFiles({ services: named })));
    const checked = await checkOnly(officer);
    for (const { id, path } of [personal, checked]) {
      expect(plain((await officer.get(path)).text)).not.to.match(LINK);
      const answer = await officer.get(`${path}/annotated.zip`);
      expect(answer.status).to.equal(410);
      expect(plain(answer.text)).to.include('The file was not kept').and.include('checked only');
      expect(answer.text).to.include(`href="${path}"`);
      expect(await events(id)).to.be.empty;
    }
  });

  it('by no link where nothing was found', async () => {
    const { path } = await sendAndSettle(officer, extractOf(1));
    expect(plain((await officer.get(path)).text)).not.to.match(LINK);
  });

  it('when all of it has been checked, and not before or when it could not be', async () => {
    const { id, path } = await sendAndSettle(officer, extractOf(1, withoutCost(1)));
    const set = (columns: object) => app.database.knex('uploads').where({ id }).update(columns);
    await set({ state: 'processing', progress: 10 });
    expect(await answered(officer, path)).to.deep.equal([303, path]);
    await set({ state: 'rejected', tables: '[]' });
    expect(await answered(officer, path)).to.deep.equal([303, path]);
    expect(plain((await officer.get(path)).text)).not.to.match(LINK);
    expect(await events(id)).to.be.empty;
  });

  it('not at all where the bytes that are kept were changed', async () => {
    const { id, path } = await sendAndSettle(officer, extractOf(1, withoutCost(1)));
    await app.database.pool.query(
      'update original_chunks set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where upload_id = $1',
      [id],
    );
    const answer = await officer.get(`${path}/annotated.zip`);
    expect(answer.status).to.equal(500);
    expect(answer.headers.get('content-type')).to.match(/^text\/html/);
    expect(answer.headers.get('content-disposition')).to.equal(null);
    expect(await filesInHand(app)).to.be.empty;
  });

  it('not as if it were whole when something goes wrong half way', async () => {
    const count = 3_000;
    const { id, path } = await sendAndSettle(officer, extractOf(count, withoutCost(count)));
    await app.database.knex('finding_groups').where('upload_id', id).update({ code: 'of.no-rule' });
    const response = await askAnnotated(app, officer, { path });
    expect(response.status).to.equal(200);
    expect(
      await response.arrayBuffer().then(
        () => 'whole',
        () => 'broken off',
      ),
    ).to.equal('broken off');
    expect(await emptied(app)).to.be.empty;
    expect(app.log()).to.match(/No sentence for the finding code of\.no-rule/);
  });

  it('without leaving anything behind when whoever asked goes away', async () => {
    const { path } = await sendAndSettle(officer, extractZip(tableFiles(), { 'Noise.bin': noise() }));
    const errors = () => app.log().split('request failed').length;
    const before = errors();
    for (const pieces of [0, 1, 20]) {
      const leaving = new AbortController();
      const response = await askAnnotated(app, officer, { path }, leaving.signal);
      const reader = response.body!.getReader();
      for (let piece = 0; piece < pieces; piece += 1) await reader.read();
      expect(await filesInHand(app)).to.have.length(1);
      leaving.abort();
      await reader.closed.catch(() => undefined);
      expect(await emptied(app)).to.be.empty;
    }
    expect(errors()).to.equal(before);
  });
});

/** Sends a file that is only to be checked. */
async function checkOnly(officer: HttpClient): Promise<Sent> {
  const file = {
    field: 'file',
    name: 'SPLSExtract_00AJ_13092004.zip',
    bytes: new Uint8Array(extractOf(1, withoutCost(1))),
  };
  const { location } = await officer.postMultipart('/uploads/new', file, {
    fields: { options: 'check-only' },
  });
  await settledPage(officer, location);
  return { id: Number(location.split('/').at(-1)), path: location };
}

/** The folder for files in hand as soon as it is empty, or as it is after some seconds. */
async function emptied(app: WholeApp): Promise<string[]> {
  for (let waited = 0; waited < 10_000 && (await filesInHand(app)).length > 0; waited += 20) await sleep(20);
  return filesInHand(app);
}

/** More than any connection takes at once, packed or not. */
function noise(): Buffer {
  return createCipheriv('aes-256-ctr', Buffer.alloc(32), Buffer.alloc(16)).update(Buffer.alloc(24_000_000));
}

function withoutReference(text: string): string {
  return plain(text).replace(/Reference: \S+/, '');
}
