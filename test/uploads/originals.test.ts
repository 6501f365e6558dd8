import { createCipheriv, createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { openSeal } from '../../src/platform/sealing.ts';
import { sealedBytes, sealOf } from '../../src/uploads/store-originals.ts';
import { errorOf } from '../support/errors.ts';
import type { HttpClient } from '../support/http-client.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, plain, rowsOf, send, settledPage, stateOn } from './officer.ts';

describe('the original of an upload', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp({ jobs: false });
    officer = await app.signInAs();
  });
  after(() => app.close());

  const opened = async (
    id: number,
    secrets: Pick<typeof originalSecrets, 'originals'> = originalSecrets,
  ): Promise<Buffer> => {
    const { knex } = app.database;
    return buffer(openSeal(secrets, await sealOf(knex, id), sealedBytes(knex, id)));
  };

  it('is kept whole and encrypted, with the hash of its bytes [P20, P128]', async () => {
    const bytes = extractOf(300);
    const { id } = await send(officer, bytes);
    const chunks = await rowsOf(app, 'original_chunks', { upload_id: id });
    const kept = Buffer.concat(chunks.map((chunk) => chunk.bytes as Buffer));
    expect(kept.length).to.equal(bytes.length);
    expect(kept.includes('SupportService.csv')).to.be.false;
    expect(kept.includes(bytes.subarray(100, 116))).to.be.false;
    expect((await opened(id)).equals(bytes)).to.be.true;
    const [upload] = await rowsOf(app, 'uploads', { id });
    expect(upload).to.include({ file_size: bytes.length });
    expect((upload!.sha256 as Buffer).equals(createHash('sha256').update(bytes).digest())).to.be.true;
    expect((await rowsOf(app, 'originals', { upload_id: id }))[0]).to.include({ key_id: 'test' });
  });

  it('of more than half a mebibyte is kept in several chunks', async () => {
    const { id } = await send(officer, incompressible());
    expect(await rowsOf(app, 'original_chunks', { upload_id: id })).to.have.length.above(2);
    expect((await opened(id)).equals(incompressible())).to.be.true;
  });

  it('is sealed differently each time', async () => {
    const ids = [await send(officer, extractOf(1)), await send(officer, extractOf(1))].map(({ id }) => id);
    const seals = await app.database
      .knex('originals')
      .whereIn('upload_id', ids)
      .select<{ iv: Buffer }[]>('iv');
    expect(seals[0]!.iv.equals(seals[1]!.iv)).to.be.false;
  });

  it('does not open with another key, without its key, or when a byte was changed', async () => {
    const { id } = await send(officer, extractOf(3));
    expect(await errorOf(() => opened(id, { originals: { test: Buffer.alloc(32, 4) } }))).to.match(
      /authenticate/,
    );
    expect(await errorOf(() => opened(id, { originals: { other: Buffer.alloc(32) } as never }))).to.match(
      /does not hold the key test/,
    );
    await app.database.pool.query(
      'update original_chunks set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where upload_id = $1',
      [id],
    );
    expect(await errorOf(() => opened(id))).to.match(/authenticate/);
  });

  it('that was changed in the database is never loaded, and the officer is told [P131]', async () => {
    const { id, path } = await send(officer, extractOf(3), 'SPLSExtract_00AJ_14092004.zip');
    await app.database.pool.query(
      'update original_chunks set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where upload_id = $1',
      [id],
    );
    await app.database.pool.query('update graphile_worker._private_jobs set attempts = 4');
    const jobs = await app.startJobs();
    const page = await settledPage(officer, path);
    await jobs.stop();
    expect(stateOn(page)).to.equal('rejected');
    expect(plain(page.text)).to.match(/could not check this file\. This is a fault of ours/);
    expect(await rowsOf(app, 'extracts', { upload_id: id })).to.be.empty;
  });
});

/** An extract with a table that does not shrink. */
function incompressible(): Buffer {
  const noise = createCipheriv('aes-256-ctr', Buffer.alloc(32), Buffer.alloc(16)).update(
    Buffer.alloc(1_500_000),
  );
  return extractOf(1, { others: { 'Noise.csv': noise.toString('latin1') } });
}
