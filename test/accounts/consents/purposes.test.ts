import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { isSame, possibleWays } from '../../../src/accounts/consents/consent.ts';
import {
  parsePurpose,
  parseToldChoice,
  parseTopics,
  parseWays,
} from '../../../src/accounts/consents/forms.ts';
import { purposes, purposeWords } from '../../../src/accounts/consents/purposes.ts';

/** The first characters of a wording's SHA-256 by its version. A new wording is a new version: add it, change none. */
const wordings: Record<string, Record<number, string>> = {
  sharing: { 1: '925bd2c0c57c' },
  products: { 1: '075d0c29ddec' },
  research: { 1: '598212b1d0b3' },
};

describe('what people may allow', () => {
  it('is three things, each with words and a version of them that go together [P26, P34, P35]', () => {
    expect(purposes).to.deep.equal(['sharing', 'products', 'research']);
    for (const purpose of purposes) {
      const { wording, version } = purposeWords[purpose];
      const fingerprint = createHash('sha256').update(wording).digest('hex').slice(0, 12);
      expect(wordings[purpose]?.[version], `${purpose} ${version}`).to.equal(fingerprint);
    }
  });

  it('is said in ways for which there is a detail [P38]', () => {
    const since = new Date();
    const given = (value: string | null) => ({ value, source: 'self' as const, since });
    const details = {
      ...{ name: given('Jo'), email: given('jo@example.org'), telephone: given(null) },
      ...{ postalAddress: given('1 High Street'), createdAt: since, confirmedAt: null },
    };
    expect(possibleWays(details)).to.deep.equal([
      { way: 'email', value: 'jo@example.org' },
      { way: 'post', value: '1 High Street' },
    ]);
  });

  it('is not said twice', () => {
    const last = {
      ...{ purpose: 'sharing' as const, given: true, ways: ['email' as const] },
      ...{ channel: 'web' as const, at: new Date() },
    };
    expect(isSame(undefined, false, [])).to.be.true;
    expect(isSame(undefined, true, ['email'])).to.be.false;
    expect(isSame(last, true, ['email'])).to.be.true;
    expect(isSame(last, true, ['email', 'post'])).to.be.false;
    expect(isSame(last, true, ['post'])).to.be.false;
    expect(isSame(last, false, [])).to.be.false;
    expect(isSame({ ...last, given: false, ways: [] }, false, [])).to.be.true;
  });

  it('is read from forms, and what is none of it is left out', () => {
    expect(parsePurpose('research')).to.equal('research');
    expect([parsePurpose('everything'), parsePurpose(['sharing'])]).to.deep.equal([null, null]);
    expect(parseWays({ ways: ['post', 'email', 'email', 'pigeon'] })).to.deep.equal(['email', 'post']);
    expect([parseWays({ ways: 'telephone' }), parseWays({}), parseWays(undefined)]).to.deep.equal([
      ['telephone'],
      [],
      [],
    ]);
    expect(parseTopics({ topics: ['cost', 'toString', 'events'] })).to.deep.equal(['cost', 'events']);
  });

  it('is complete when staff write it down', () => {
    const faults = (body: object): string[] => parseToldChoice(body).faults.map(({ field }) => field);
    expect(faults({})).to.deep.equal(['channel', 'purpose', 'decision']);
    expect(faults({ channel: 'phone', purpose: 'products', decision: 'yes' })).to.deep.equal(['ways']);
    expect(faults({ channel: 'web', purpose: 'x', decision: 'no' })).to.deep.equal(['channel', 'purpose']);
    expect(faults({ channel: 'post', purpose: 'products', decision: 'no' })).to.deep.equal([]);
  });
});
