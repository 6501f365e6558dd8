import { expect } from 'chai';
import fc from 'fast-check';
import { isOneAddress } from '../../../src/platform/mail/address.ts';
import { faultOf, nextAttempt } from '../../../src/platform/mail/fault.ts';

describe('an address', () => {
  it('is one, whatever stands in it that may', () => {
    for (const address of [
      'ann@example.org',
      'a.n+n@sub.example.org',
      '"smith, ann"@example.org',
      '"a\\"b"@example.org',
      'zoë@münchen.example',
      'no-reply@localhost',
    ])
      expect(isOneAddress(address), address).to.equal(true);
  });

  it('never holds what ends a line, or an address on the wire', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('\r', '\n', '\0', '<', '>'), fc.string(), (a, bad, b) => {
        expect(isOneAddress(`${a}${bad}${b}@example.org`)).to.equal(false);
        expect(isOneAddress(`"${a}${bad}${b}"@example.org`)).to.equal(false);
        expect(isOneAddress(`ann@${a}${bad}${b}`)).to.equal(false);
      }),
    );
  });
});

describe('a fault', () => {
  it('is told by the server’s code and by what was asked of it', () => {
    expect(faultOf({ responseCode: 550, command: 'RCPT TO' })).to.deep.equal({
      ...{ word: 'recipient-refused', code: 550 },
    });
    expect(faultOf({ responseCode: 554, command: 'CONN' }).word).to.equal('unreachable');
    expect(faultOf({ code: 'ETIMEDOUT' })).to.deep.equal({ word: 'unreachable', code: null });
    expect(faultOf(null)).to.deep.equal({ word: 'unreachable', code: null });
  });

  it('of a wrong address is never tried again, and any other not for ever', () => {
    const now = new Date();
    expect(nextAttempt({ word: 'recipient-refused', code: 550 }, 1, now)).to.equal(null);
    expect(nextAttempt({ word: 'busy', code: 421 }, 1, now)?.getTime()).to.equal(now.getTime() + 60_000);
    expect(nextAttempt({ word: 'busy', code: 421 }, 99, now)).to.equal(null);
  });
});
