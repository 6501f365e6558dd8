import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { titleOf } from '../../src/data-rights/retention/presenters.ts';
import type { PersonalColumn } from '../../src/platform/personal-data.ts';
import { personalFiles } from '../../src/platform/mail/personal-data.ts';
import type { RetentionHolder } from '../../src/platform/retention.ts';
import { kept, type RetentionClass } from '../../src/platform/retention-classes.ts';
import { personalData } from '../../src/wiring.ts';
import { retentionHolders } from '../../src/wiring-retention.ts';

const root = path.resolve(import.meta.dirname, '../..');
const holders = retentionHolders([], 'data');

/** Declared columns whose class nobody carries out, each with the reason. */
function notCarriedOut(
  declared: readonly Pick<PersonalColumn, 'table' | 'column' | 'retention'>[],
  by: readonly Pick<RetentionHolder, 'class'>[],
): string[] {
  const keys = new Set(by.map((holder) => holder.class.key));
  const isCarriedOut = ({ key, ends }: RetentionClass): boolean => {
    if (ends.kind === 'after') return keys.has(key);
    if (ends.kind === 'with') return keys.has(ends.whole);
    return ends.kind !== 'by-itself' || existsSync(path.join(root, ends.by));
  };
  return declared.flatMap(({ table, column, retention }) =>
    isCarriedOut(retention) ? [] : [`${table}.${column}: ${retention.key}`],
  );
}

describe('the classes of retention', () => {
  it('are each carried out by somebody, whatever declaration names them [P92]', () => {
    expect(personalData.length).to.be.above(150);
    expect(notCarriedOut(personalData, holders)).to.deep.equal([]);
  });

  it('would be missed here if nobody carried them out', () => {
    const without = holders.filter((holder) => holder.class !== kept.complaint);
    const missed = notCarriedOut(personalData, without);
    expect(missed).to.include.members([
      'complaints.message: complaint',
      'complaint_events.letter: complaintPart',
    ]);
    const odd = { ...kept.session, ends: { kind: 'by-itself' as const, by: 'src/nobody.ts' } };
    expect(notCarriedOut([{ table: 'a', column: 'b', retention: odd }], holders)).to.deep.equal([
      'a.b: session',
    ]);
  });

  it('have one holder each, which is called something on the page', () => {
    const keys = holders.map((holder) => holder.class.key);
    expect(new Set(keys).size).to.equal(keys.length);
    for (const key of keys) expect(titleOf(key)).to.not.equal(key);
  });

  it('are all out of the one list, and each is named by a declaration', () => {
    const named = new Set([...personalData, ...personalFiles].map(({ retention }) => retention));
    expect([...named].filter((one) => !Object.values(kept).includes(one))).to.deep.equal([]);
    expect(Object.values(kept).filter((one) => !named.has(one))).to.deep.equal([]);
  });
});
