import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readSecrets } from '../../src/platform/secrets.ts';
import { errorOf } from '../support/errors.ts';

describe('the secrets of an installation', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-secrets-'));
    file = path.join(folder, 'new', 'secrets.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are made at first start, for the owner only, and stay', async () => {
    const first = await readSecrets(file);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(await readSecrets(file)).to.deep.equal(first);
    expect(await readdir(path.dirname(file))).to.deep.equal(['secrets.json']);
  });

  it('are all different, and of 32 bytes', async () => {
    const { session, formToken, pepper, originals, originalsKeyId, signing } = await readSecrets(file);
    const keys = [Buffer.from(session[0]!, 'base64'), formToken, pepper, originals[originalsKeyId]!, signing];
    expect(keys.map(({ length }) => length)).to.deep.equal([32, 32, 32, 32, 32]);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).to.equal(5);
  });

  it('are the same for all that start at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => readSecrets(file)));
    for (const secrets of all) expect(secrets).to.deep.equal(all[0]);
    expect(await readdir(path.dirname(file))).to.deep.equal(['secrets.json']);
  });

  it('of an earlier release are given a key that signs, the same for all that start at once, and keep the others', async () => {
    const { signing, ...earlier } = (await sound(file)) as Record<string, unknown>;
    await writeFile(file, JSON.stringify(earlier));
    const all = await Promise.all(Array.from({ length: 4 }, () => readSecrets(file)));
    for (const secrets of all) expect(secrets).to.deep.equal(all[0]);
    const { signing: added, ...kept } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    expect(kept).to.deep.equal(earlier);
    expect(added).to.be.a('string').and.not.to.equal(signing);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(await readdir(path.dirname(file))).to.deep.equal(['secrets.json']);
  });

  it('are never replaced when they cannot be used', async () => {
    const whole = JSON.parse(JSON.stringify(await sound(file))) as Record<string, unknown>;
    const faults: [string, RegExp][] = [
      ['', /cannot be used\. Restore it/],
      ['{', /cannot be used\. Restore it/],
      [JSON.stringify({ ...whole, pepper: 'short' }), /cannot be used\. Restore it/],
      [JSON.stringify({ ...whole, session: [] }), /cannot be used\. Restore it/],
      [JSON.stringify({ ...whole, originalsKeyId: 'gone' }), /a key for originals that it does not hold/],
    ];
    for (const [text, sentence] of faults) {
      await writeFile(file, text);
      const message = await errorOf(() => readSecrets(file));
      expect(message).to.match(sentence).and.to.include(file);
      expect(await readFile(file, 'utf8')).to.equal(text);
    }
  });
});

async function sound(file: string): Promise<unknown> {
  await readSecrets(file);
  return JSON.parse(await readFile(file, 'utf8'));
}
