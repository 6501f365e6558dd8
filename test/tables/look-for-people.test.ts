import { expect } from 'chai';
import fc from 'fast-check';
import { lookForPeople } from '../../src/tables/look-for-people.ts';
import { chunksOf, encoded } from '../support/extract-files.ts';

const look = (text: string | Buffer, chunkBytes = 1000) =>
  lookForPeople(() => chunksOf(Buffer.from(text), chunkBytes));

describe('a table that is not used', () => {
  it('is told by a heading', async () => {
    expect(await look('ClientId,Date of birth\r\n1,01/02/1950\r\n')).to.deep.equal({
      ...{ what: 'date-of-birth', heading: 'Date of birth', row: 1 },
    });
  });

  it('is told by a value, wherever it stands', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => `${at},fine`).join('\r\n');
    for (const chunkBytes of [1, 7, 100_000]) {
      expect(await look(`Id,Notes\r\n${rows}\r\n7,ring 07700 900123\r\n`, chunkBytes)).to.deep.equal({
        ...{ what: 'phone', heading: 'Notes', row: 502 },
      });
    }
  });

  it('is told in any encoding', async () => {
    const text = 'Réf,Notes\r\n1,mail to someone@example.org\r\n';
    for (const encoding of ['utf8', 'utf-16le', 'windows-1252'])
      expect((await look(encoded(text, encoding, encoding === 'utf-16le')))?.what).to.equal('email');
  });

  it('may hold a provider’s own addresses, and ids like anything', async () => {
    const text =
      'ProviderId,ProviderName,ProviderPostcode,ProviderEmail,OfficeTelephone\r\nAB123456C,Homes,OX1 1AA,homes@example.org,07700 900123\r\n';
    expect(await look(text)).to.equal(null);
  });

  it('may be empty, or no table at all', async () => {
    for (const text of ['', '\r\n', '"', 'a,b\r\n"x', '\0\0\0']) expect(await look(text)).to.equal(null);
  });

  it('of any bytes is looked at without an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const found = await look(Buffer.from(bytes), 11);
        expect(found === null || found.row > 0).to.be.true;
      }),
      { numRuns: 200 },
    );
  });
});
