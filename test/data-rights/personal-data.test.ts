import { expect } from 'chai';
import { dataRightsPersonalData } from '../../src/data-rights/index.ts';
import { newReference, kindOfReference } from '../../src/data-rights/reference.ts';
import { formKinds } from '../../src/data-rights/contact.ts';

describe('what people write to OCC', () => {
  it('is kept to answer it, or to look into it, and for nothing else [P112]', () => {
    const purposeOf = (table: string): string[] => [
      ...new Set(
        // Activity is what our own people did about it.
        dataRightsPersonalData
          .filter((column) => column.table === table && column.category !== 'activity')
          .map(({ purpose }) => purpose),
      ),
    ];
    expect(purposeOf('complaints')).to.deep.equal(['Looking into a complaint and answering it']);
    expect(purposeOf('enquiries')).to.have.length(1);
    expect(purposeOf('rights_requests')).to.have.length(1);
  });

  it('is known by a reference that tells its kind and nothing else', () => {
    for (const kind of formKinds) {
      const references = Array.from({ length: 200 }, () => newReference(kind));
      expect(new Set(references).size).to.equal(200);
      for (const reference of references) {
        expect(kindOfReference(reference)).to.equal(kind);
        expect(reference.slice(2)).not.to.match(/[01OILU]/);
      }
    }
    for (const odd of [
      undefined,
      null,
      7,
      ['E-23456789'],
      'E-2345678',
      'E-234567890',
      '\nE-23456789',
      'E-23456789\n',
    ])
      expect(kindOfReference(odd), String(odd)).to.equal(null);
  });
});
