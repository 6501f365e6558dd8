import { expect } from 'chai';
import { hashOfRecoveryCode, newRecoveryCodes } from '../../../src/accounts/second-factor/recovery-code.ts';
import { codeAt, inGroups, keyUri, newSeed, stepOfCode } from '../../../src/accounts/second-factor/totp.ts';

// RFC 6238, appendix B: the SHA-1 seed "12345678901234567890" in base32, and the last six digits of its codes.
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('codes of an authenticator app', () => {
  it('are those of RFC 6238', () => {
    expect(codeAt(seed, at(59))).to.equal('287082');
    expect(codeAt(seed, at(1111111109))).to.equal('081804');
    expect(codeAt(seed, at(20000000000))).to.equal('353130');
    expect(stepOfCode(seed, '287082', at(59))).to.equal(1);
  });

  it('are taken a step early or late, and no further', () => {
    const code = codeAt(seed, at(3000));
    expect([2969, 2970, 3000, 3029, 3059, 3060].map((s) => stepOfCode(seed, code, at(s)))).to.deep.equal([
      null,
      100,
      100,
      100,
      100,
      null,
    ]);
  });

  it('are six digits and nothing else', () => {
    for (const wrong of ['', '28708', '2870823', 'abcdef', '２８７０８２', '287 82'])
      expect(stepOfCode(seed, wrong, at(59)), wrong).to.equal(null);
  });

  it('come from a seed of 160 bits, which apps read from the address of the QR code', () => {
    const made = newSeed();
    expect(made)
      .to.match(/^[A-Z2-7]{32}$/)
      .and.not.to.equal(newSeed());
    const uri = new URL(keyUri(made, 'ada+spbench@example.org'));
    expect(uri.href).to.match(/^otpauth:\/\/totp\/SP-Bench:ada%2Bspbench%40example\.org\?/);
    expect(uri.searchParams.get('secret')).to.equal(made);
    expect(uri.searchParams.get('issuer')).to.equal('SP-Bench');
    expect(inGroups('ABCDEFGHIJ')).to.equal('ABCD EFGH IJ');
  });
});

describe('recovery codes', () => {
  it('are ten, all different, and hashed with the account’s number', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).to.equal(10);
    for (const code of codes) expect(code).to.match(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
    const [code = ''] = codes;
    const hash = hashOfRecoveryCode(7, code);
    expect(hashOfRecoveryCode(7, ` ${code.toUpperCase().replaceAll('-', ' ')}`)).to.deep.equal(hash);
    expect(hashOfRecoveryCode(8, code)).to.not.deep.equal(hash);
  });
});
