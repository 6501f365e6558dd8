import { request, type ClientRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { EXTRACT_NAME, extractZip } from '../support/extract-files.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { counts, errorOn, filesInHand } from '../uploads/officer.ts';

const BOUNDARY = 'between-the-parts';

interface Part {
  field: string;
  fileName?: string;
  content: Buffer | string;
}

const partOf = ({ field, fileName, content }: Part): Buffer => {
  const file = fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: application/zip`;
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"${file}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
};

const bodyOf = (...parts: Part[]): Buffer =>
  Buffer.concat([...parts.map(partOf), Buffer.from(`--${BOUNDARY}--\r\n`)]);

describe('a form with a file', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let token: Part;
  const file: Part = { field: 'file', fileName: EXTRACT_NAME, content: extractZip() };
  before(async () => {
    app = await startWholeApp({ jobs: false });
    officer = await app.signInAs();
    token = { field: '_csrf', content: await officer.csrfToken() };
  });
  afterEach('leaves no file and no row behind', async () => {
    expect(await filesInHand(app)).to.be.empty;
    expect(new Set(Object.values(await counts(app)))).to.deep.equal(new Set([0]));
  });
  after(() => app.close());

  const send = (body: Buffer, headers: Record<string, string> = {}, client = officer): Promise<Answer> =>
    client.request('/uploads/new', {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    });

  const wrongForms: [fault: string, parts: () => Part[], status: number][] = [
    ['with no token', () => [file], 403],
    ['with a wrong token', () => [{ ...token, content: 'x'.repeat(36) }, file], 403],
    ['with an empty token', () => [{ ...token, content: '' }, file], 403],
    ['with its token twice', () => [token, token, file], 403],
    ['with its token behind the file', () => [file, token], 403],
    ['with its token as a file', () => [{ ...token, fileName: '_csrf' }, file], 400],
    ['with two files', () => [token, file, file], 400],
    ['with the file in another field', () => [token, { ...file, field: 'other' }], 400],
    ['with the file in a list', () => [token, { ...file, field: 'file[0]' }], 400],
    ['with too many fields', () => [token, ...Array<Part>(9).fill({ field: 'x', content: '1' }), file], 400],
    ['with a field that is too long', () => [token, { field: 'x', content: 'x'.repeat(5000) }, file], 400],
    [
      'with a field called __proto__',
      () => [token, { field: '__proto__[permissions]', content: 'all' }, { ...file, field: 'f' }],
      400,
    ],
    ['without a file', () => [token], 422],
    ['with its file as text', () => [token, { field: 'file', content: file.content }], 422],
  ];
  for (const [fault, parts, status] of wrongForms) {
    it(`${fault} is answered with ${status} and a page`, async () => {
      const answer = await send(bodyOf(...parts()));
      expect(answer.status).to.equal(status);
      expect(answer.text).to.include('</html>');
    });
  }

  const damaged: [fault: string, body: () => Buffer, type: string, status: number][] = [
    [
      'that ends in the middle of the file',
      () => bodyOf(token, file).subarray(0, -60),
      `multipart/form-data; boundary=${BOUNDARY}`,
      400,
    ],
    ['without a boundary', () => bodyOf(token, file), 'multipart/form-data', 400],
    [
      'with another boundary than it says',
      () => bodyOf(token, file),
      'multipart/form-data; boundary=other',
      400,
    ],
    [
      'whose part has a broken heading',
      () => Buffer.from(`--${BOUNDARY}\r\nnonsense\r\n`),
      `multipart/form-data; boundary=${BOUNDARY}`,
      400,
    ],
    ['that is no multipart at all', () => Buffer.from('file=1'), 'application/x-www-form-urlencoded', 403],
    ['that is empty', () => Buffer.alloc(0), `multipart/form-data; boundary=${BOUNDARY}`, 400],
  ];
  for (const [fault, body, type, status] of damaged) {
    it(`${fault} is answered with ${status} and a page`, async () => {
      const answer = await send(body(), { 'content-type': type });
      expect(answer.status).to.equal(status);
      expect(answer.text).to.include('</html>');
    });
  }

  it('that another website made the browser send is refused unread', async () => {
    expect((await send(bodyOf(token, file), { 'sec-fetch-site': 'cross-site' })).status).to.equal(403);
    expect((await send(bodyOf(token, file), { origin: 'https://evil.example' })).status).to.equal(403);
  });

  it('with the token of somebody else is refused', async () => {
    const colleague = await app.signInAs();
    expect((await send(bodyOf(token, file), {}, colleague)).status).to.equal(403);
  });

  it('sent by nobody, or by people without uploads, is not read', async () => {
    const stranger = await send(bodyOf(token, file), {}, app.browser());
    expect([stranger.status, stranger.location]).to.deep.equal([303, '/sign-in']);
    for (const role of ['support', 'compliance', 'admin'] as const) {
      const occ = await app.signInAs({ role });
      expect(
        (await send(bodyOf({ ...token, content: await occ.csrfToken() }, file), {}, occ)).status,
      ).to.equal(404);
    }
  });

  it('whose sender goes away half way leaves nothing, and the next is served', async () => {
    const half = bodyOf(token, { ...file, content: Buffer.alloc(300_000) }).subarray(0, 200_000);
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const open = request(`${app.baseUrl}/uploads/new`, {
      method: 'POST',
      headers: {
        cookie,
        'content-length': 300_000,
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      },
    });
    open.on('error', () => undefined);
    open.write(half);
    await until(async () => (await filesInHand(app)).length === 1);
    await cutOff(open);
    await until(async () => (await filesInHand(app)).length === 0);
    expect((await officer.get('/uploads')).status).to.equal(200);
    expect(app.log()).not.to.include('request failed');
  });

  it('whose file says nothing of itself but its field is asked for the file', async () => {
    const answer = await send(bodyOf(token, { ...file, fileName: '' }));
    expect([answer.status, errorOn(answer)]).to.deep.equal([422, 'Choose the file to upload.']);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}

async function cutOff(open: ClientRequest): Promise<void> {
  const closed = new Promise((resolve) => open.once('close', resolve));
  open.socket?.destroy();
  await closed;
}
