import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { openSeal, openText, sealStream, sealText, type Seal } from '../../src/platform/sealing.ts';
import { errorOf } from '../support/errors.ts';

const secrets = {
  originals: { old: Buffer.alloc(32, 1), present: Buffer.alloc(32, 2) },
  originalsKeyId: 'present',
};

const seal = async (plain: Buffer, keys = secrets): Promise<{ sealed: Buffer; seal: Seal }> => {
  const sealing = sealStream(keys);
  sealing.cipher.end(plain);
  const sealed = await buffer(sealing.cipher);
  return { sealed, seal: sealing.seal() };
};
const open = (
  sealed: Buffer,
  with_: Seal,
  keys: { originals: Record<string, Buffer<ArrayBuffer>> } = secrets,
): Promise<Buffer> =>
  buffer(openSeal(keys, with_, Readable.from([sealed.subarray(0, 5), sealed.subarray(5)])));

describe('sealed bytes', () => {
  const plain = Buffer.from('SupportService.csv '.repeat(5000));

  it('open to what they were, also an empty file', async () => {
    for (const bytes of [plain, Buffer.alloc(0), Buffer.alloc(1)]) {
      const { sealed, seal: kept } = await seal(bytes);
      expect(sealed.length).to.equal(bytes.length);
      expect((await open(sealed, kept)).equals(bytes)).to.be.true;
    }
  });

  it('show nothing of what they were and never look the same twice', async () => {
    const [one, other] = [await seal(plain), await seal(plain)];
    expect(one.sealed.includes('Support')).to.be.false;
    expect(one.sealed.equals(other.sealed)).to.be.false;
    expect(one.seal.keyId).to.equal('present');
  });

  it('under an old key still open after the keys were changed', async () => {
    const { sealed, seal: kept } = await seal(plain, { ...secrets, originalsKeyId: 'old' });
    expect((await open(sealed, kept)).equals(plain)).to.be.true;
  });

  it('that were changed, cut or opened with a wrong key, iv or tag fail', async () => {
    const { sealed, seal: kept } = await seal(plain);
    const flipped = (bytes: Buffer): Buffer =>
      Buffer.from(bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte)));
    for (const attempt of [
      () => open(flipped(sealed), kept),
      () => open(sealed.subarray(0, -1), kept),
      () => open(Buffer.concat([sealed, Buffer.from('x')]), kept),
      () => open(sealed, { ...kept, keyId: 'old' }),
      () => open(sealed, { ...kept, iv: flipped(kept.iv) }),
      () => open(sealed, { ...kept, tag: flipped(kept.tag) }),
    ])
      expect(await errorOf(attempt)).to.match(/unable to authenticate/);
  });

  it('cannot be opened with a cut tag, which would be easier to guess', async () => {
    const { sealed, seal: kept } = await seal(plain);
    expect(await errorOf(() => open(sealed, { ...kept, tag: kept.tag.subarray(0, 4) }))).to.match(
      /tag|authenticat/i,
    );
  });

  it('under a key that is not held say which', async () => {
    const { sealed, seal: kept } = await seal(plain);
    expect(await errorOf(async () => open(sealed, kept, { originals: {} }))).to.match(
      /does not hold the key present: restore it/,
    );
  });

  it('pass on what goes wrong with where they come from', async () => {
    const { seal: kept } = await seal(plain);
    const broken = Readable.from(failing());
    expect(await errorOf(() => buffer(openSeal(secrets, kept, broken)))).to.equal('the disk is gone');
  });
});

async function* failing(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from('half'));
  throw new Error('the disk is gone');
}

describe('a sealed text', () => {
  const place = 'outbox.content 7';

  it('opens to what it was, after the key was changed as well', () => {
    const sealed = sealText({ ...secrets, originalsKeyId: 'old' }, place, 'Łódź, £5');
    expect(openText(secrets, place, sealed)).to.equal('Łódź, £5');
  });

  it('shows nothing of what it was and never looks the same twice', () => {
    const [one, other] = [1, 2].map(() => sealText(secrets, place, 'Priya'));
    expect(one?.includes('Priya')).to.be.false;
    expect(one?.equals(other ?? Buffer.alloc(0))).to.be.false;
  });

  it('opens in no other place, nor with another key, nor when a byte of it was changed', () => {
    const sealed = sealText(secrets, place, 'Priya');
    expect(() => openText(secrets, 'outbox.content 8', sealed)).to.throw();
    const others = { originals: { present: Buffer.alloc(32, 9) } };
    expect(() => openText(others, place, sealed)).to.throw();
    for (const at of [8, 20, 36, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openText(secrets, place, changed), `byte ${at}`).to.throw();
    }
  });

  it('says which key is missing', () => {
    const sealed = sealText(secrets, place, 'Priya');
    expect(() => openText({ originals: {} }, place, sealed)).to.throw(/does not hold the key present/);
  });
});
