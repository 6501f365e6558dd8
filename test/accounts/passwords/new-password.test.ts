import { expect } from 'chai';
import { commonPasswords } from '../../../src/accounts/passwords/common-passwords.ts';
import { faultOfPassword, type PasswordOwner } from '../../../src/accounts/passwords/new-password.ts';

describe('a new password', () => {
  let common: ReadonlySet<string>;
  before(async () => {
    common = await commonPasswords();
  });

  const ada: PasswordOwner = {
    email: 'ada.lovelace@ealing.example',
    name: 'Ada Lovelace',
    authority: 'Ealing',
  };
  const fault = (password: string, owner = ada): string | null => faultOfPassword(password, owner, common);

  it('is refused when it is among those that are tried first, however it is spaced or repeated', () => {
    expect(common.size).to.be.above(49_000);
    const words = [
      'passwordpassword',
      'Password Password',
      'password-password-password',
      'qwertyuiop12345',
      'aaaaaaaaaaaaaaaa',
      'abcabcabcabcabcabc',
      '123456789012345',
      '0987654321098765',
      'abcdefghijklmnop',
      '!!!!!!!!!!!!!!!!!',
    ];
    for (const word of words) expect(fault(word), word).to.match(/tried first\. .* three random words$/);
  });

  it('is refused when nothing of it is its owner’s own thought', () => {
    const words = [
      'ealing ealing ealing 2026',
      'SP-Bench 1234567890',
      'adalovelace2026!',
      'Supporting People 1',
      'lovelace-sp-bench',
      'ealing-password-1',
      'OCC OCC OCC OCC 2026',
    ];
    for (const word of words) expect(fault(word), word).to.match(/says little more than your name/);
  });

  it('is taken exactly as typed, of whatever characters, long, with spaces', () => {
    const words = [
      'three random words',
      'correct horse battery staple',
      'kelp lantern Ealing owl',
      ' ein Wort, größer als 15 ',
      '漢字仮名交じり文は十五文字以上です',
      'x7!Kq0$Zp2@Lm4#',
      'lantern '.repeat(3) + 'owl '.repeat(50),
    ];
    for (const word of words) expect(fault(word), word).to.equal(null);
    expect(fault('kelp'.concat('ä'.repeat(252)))).to.equal(null);
    expect(fault('kelp'.concat('ä'.repeat(253)))).to.equal('Password must be 256 characters or fewer');
  });

  it('has 15 characters, or 8 beside a second factor', () => {
    expect(fault('kelp-owl-lante')).to.equal('Password must be 15 characters or more');
    const withFactor = { ...ada, hasSecondFactor: true };
    expect(fault('kelp-owl', withFactor)).to.equal(null);
    expect(fault('kelp-ow', withFactor)).to.equal('Password must be 8 characters or more');
    expect(fault('password1', withFactor)).to.match(/tried first/);
    expect(fault('ealing12', withFactor)).to.match(/little more/);
    // Characters, not bytes or halves of them.
    expect(fault('👍🏽'.repeat(4), withFactor)).to.not.match(/8 characters/);
  });
});
