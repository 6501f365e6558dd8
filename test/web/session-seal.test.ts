import { expect } from 'chai';
import type { SessionData } from 'express-session';
import { sessionSeal } from '../../src/web/session-seal.ts';

describe('the id of a session, which is all that the cookie holds', () => {
  const seal = sessionSeal(['the present secret']);
  const userId = 7_340_033;
  const bytesOf = (sid: string): Buffer => Buffer.from(sid, 'base64url');

  it('is encrypted: whose it is can be told with the secret alone [P46, P48, P52]', () => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(userId));
    for (let times = 0; times < 50; times += 1) {
      const sid = seal.newId(userId);
      expect(seal.ownerOf(sid)).to.equal(userId);
      expect(bytesOf(sid).includes(number.subarray(4))).to.equal(false);
      expect(sessionSeal(['another secret']).ownerOf(sid)).to.equal(null);
    }
  });

  it('is another each time, of equal length for everybody [P48, P52]', () => {
    const ids = Array.from({ length: 200 }, (_, at) => seal.newId(at + 1));
    expect(new Set(ids).size).to.equal(200);
    expect(new Set(ids.map((sid) => bytesOf(sid).length)).size).to.equal(1);
  });

  it('is nobody’s when one bit of it is changed, or when it was made up', () => {
    const sid = seal.newId(userId);
    for (let at = 0; at < bytesOf(sid).length; at += 1) {
      const changed = bytesOf(sid);
      changed[at]! ^= 1;
      expect(seal.ownerOf(changed.toString('base64url')), `byte ${at}`).to.equal(null);
    }
    for (const made of ['', 'x', Buffer.alloc(68).toString('base64url')])
      expect(seal.ownerOf(made)).to.equal(null);
  });

  it('opens under the new secret and the one before, so that a change signs nobody out', () => {
    const sid = seal.newId(userId);
    expect(sessionSeal(['the next secret', 'the present secret']).ownerOf(sid)).to.equal(userId);
  });

  it('opens no other row than its own', () => {
    const data = JSON.parse('{"cookie":{}}') as SessionData;
    const sealed = seal.sealData('one row', data);
    expect(seal.openData('one row', sealed)).to.deep.equal(data);
    expect(seal.openData('another row', sealed)).to.equal(null);
  });
});
