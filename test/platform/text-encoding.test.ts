import { expect } from 'chai';
import fc from 'fast-check';
import { asUtf8, detectEncoding, type TextEncoding } from '../../src/platform/text-encoding.ts';
import { chunksOf, encoded } from '../support/extract-files.ts';

const chunkSizes = [1, 2, 3, 7, 64 * 1024];
const MARK = '\ufeff';

async function read(bytes: Buffer, chunkBytes: number): Promise<{ encoding: TextEncoding; text: string }> {
  const encoding = await detectEncoding(chunksOf(bytes, chunkBytes));
  const parts: Buffer[] = [];
  for await (const part of asUtf8(chunksOf(bytes, chunkBytes), encoding)) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return { encoding, text: text.startsWith(MARK) ? text.slice(1) : text };
}

async function expectRead(bytes: Buffer, encoding: TextEncoding, text: string): Promise<void> {
  for (const size of chunkSizes) {
    expect(await read(bytes, size), `in chunks of ${size}`).to.deep.equal({ encoding, text });
  }
}

const text = 'Name,Cost\r\nCafé “Zoë” – women’s refuge,£5\r\n日本 🏠,6\r\n';
const western = 'Name,Cost\r\nCafé “Zoë” – women’s refuge,£5\r\n';

describe('how a text is written', () => {
  it('UTF-8, with and without a mark', async () => {
    await expectRead(encoded(text, 'UTF-8'), 'UTF-8', text);
    await expectRead(encoded(text, 'UTF-8', true), 'UTF-8', text);
  });

  for (const encoding of ['UTF-16LE', 'UTF-16BE'] as const) {
    it(`${encoding}, with and without a mark`, async () => {
      await expectRead(encoded(text, encoding, true), encoding, text);
      await expectRead(encoded(text, encoding), encoding, text);
    });
  }

  it('Windows-1252 with a pound sign, an accent, a dash and curly quotes', async () => {
    await expectRead(encoded(western, 'Windows-1252'), 'Windows-1252', western);
  });

  it('plain letters alone are UTF-8', async () => {
    await expectRead(Buffer.from('Name,Cost\r\n'), 'UTF-8', 'Name,Cost\r\n');
    await expectRead(Buffer.alloc(0), 'UTF-8', '');
  });

  it('a byte that is not UTF-8 anywhere makes the whole Windows-1252', async () => {
    const long = 'x'.repeat(200_000);
    expect((await read(encoded(`${long}é`, 'Windows-1252'), 1000)).encoding).to.equal('Windows-1252');
    expect((await read(encoded(`é${long}`, 'Windows-1252'), 1000)).encoding).to.equal('Windows-1252');
  });

  it('a UTF-8 character cut off by the end is not UTF-8', async () => {
    const cut = Buffer.from('caf\u00e9').subarray(0, 4);
    await expectRead(cut, 'Windows-1252', 'cafÃ');
  });

  it('a UTF-8 mark before bytes that are not UTF-8 is dropped all the same', async () => {
    const joined = Buffer.concat([encoded('Name\n', 'UTF-8', true), encoded('café\n', 'Windows-1252')]);
    for (const size of [3, 64 * 1024]) {
      expect(await read(joined, size)).to.deep.equal({ encoding: 'Windows-1252', text: 'Name\ncafé\n' });
    }
  });

  it('bytes that Windows-1252 leaves open, and lone surrogates, become the sign for no character', async () => {
    await expectRead(Buffer.from([0x61, 0x81, 0x62]), 'Windows-1252', 'a\ufffdb');
    const lone = Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x3d, 0xd8, 0x62, 0x00]);
    await expectRead(lone, 'UTF-16LE', 'a\ufffdb');
  });

  it('any text in UTF-8 comes back as it was, whatever its chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), async (any, size) => {
        const heading = `Name,${any.replaceAll('\0', '')}`;
        expect(await read(Buffer.from(heading), size)).to.deep.equal({ encoding: 'UTF-8', text: heading });
      }),
    );
  });

  it('any bytes at all are read as something', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        async (bytes, size) => {
          expect((await read(Buffer.from(bytes), size)).text).to.be.a('string');
        },
      ),
    );
  });
});
