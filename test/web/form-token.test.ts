import { expect } from 'chai';
import { formTokens } from '../../src/web/form-token.ts';

const HOUR = 60 * 60_000;

describe('form tokens', () => {
  let now = Date.UTC(2026, 2, 1, 9);
  const tokens = formTokens(Buffer.alloc(32, 7), () => new Date(now));

  it('are good for their purpose and for four hours', () => {
    const token = tokens.issue('/sign-in');
    expect(tokens.matches('/sign-in', token)).to.equal(true);
    expect(tokens.matches('/contact', token)).to.equal(false);
    now += 4 * HOUR - 1;
    expect(tokens.matches('/sign-in', token)).to.equal(true);
    now += 1;
    expect(tokens.matches('/sign-in', token)).to.equal(false);
  });

  it('are not good when they come from the future, from another key, or from nowhere', () => {
    const token = tokens.issue('/sign-in');
    now -= HOUR;
    expect(tokens.matches('/sign-in', token)).to.equal(false);
    const others = formTokens(Buffer.alloc(32, 8), () => new Date(now));
    expect(tokens.matches('/sign-in', others.issue('/sign-in'))).to.equal(false);
    for (const wrong of [undefined, null, '', '.', 'a.b.c', ['a'], { a: 1 }, token.replace('.', '')]) {
      expect(tokens.matches('/sign-in', wrong)).to.equal(false);
    }
  });
});
