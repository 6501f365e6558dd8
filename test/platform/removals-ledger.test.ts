import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { removalsLedger, type RemovedEntry } from '../../src/platform/removals-ledger.ts';
import { removalsRegister } from '../../src/platform/removals-register.ts';
import { errorOf } from '../support/errors.ts';

describe('the register of removals, as it is written', () => {
  let folder: string;
  let file: string;
  const secrets = { pepper: Buffer.alloc(32, 2) };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-ledger-'));
    file = path.join(folder, 'removals.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const entry = (removal: number, subject: RemovedEntry['subject'] = 'upload'): RemovedEntry => ({
    ...{ subject, id: removal * 10, at: '2026-11-22T13:00:00.000Z', removal },
  });

  it('is valid once it is confirmed, once only, and read by those who must not bring things back', async () => {
    const ledger = removalsLedger(folder, secrets);
    await ledger.prepare(1, [entry(1), entry(1, 'account')]);
    expect([await ledger.prepared(), await ledger.entries()]).to.deep.equal([[1], []]);
    await Promise.all([ledger.confirm(1), ledger.confirm(1)]);
    await ledger.prepare(2, [entry(2)]);
    await ledger.discard(2);
    await ledger.confirm(2);
    expect(await ledger.entries()).to.deep.equal([entry(1), entry(1, 'account')]);
    expect(await ledger.prepared()).to.deep.equal([]);
    expect(await readdir(path.join(folder, 'removals-in-hand'))).to.deep.equal([]);
    const read = await removalsRegister(folder)();
    expect([read.names('upload', 10), read.names('upload', 20), read.names('person', 10)]).to.deep.equal([
      ...[true, false, false],
    ]);
  });

  it('is not written twice where the process ended between its two steps', async () => {
    const ledger = removalsLedger(folder, secrets);
    await ledger.prepare(1, [entry(1)]);
    await ledger.confirm(1);
    await ledger.prepare(1, [entry(1)]);
    await removalsLedger(folder, secrets).confirm(1);
    expect(await ledger.entries()).to.deep.equal([entry(1)]);
  });

  it('keeps what earlier releases wrote, and finds every change of what it wrote itself', async () => {
    await writeFile(file, '{"subject":"authority","id":3}\n');
    const ledger = removalsLedger(folder, secrets);
    for (const removal of [1, 2, 3]) {
      await ledger.prepare(removal, [entry(removal)]);
      await ledger.confirm(removal);
    }
    expect((await ledger.entries()).map(({ removal }) => removal)).to.deep.equal([1, 2, 3]);
    expect((await removalsRegister(folder)()).names('authority', 3)).to.equal(true);
    const whole = await readFile(file, 'utf8');
    const lines = whole.split('\n');
    const changes: [string, number][] = [
      [whole.replace('"id":20', '"id":21'), 3],
      [[lines[0], ...lines.slice(2)].join('\n'), 2],
      [whole.replace(/,"mac":"[0-9a-f]{64}"}\n$/, '}\n'), 4],
    ];
    for (const [text, line] of changes) {
      await writeFile(file, text);
      expect(await errorOf(() => ledger.entries())).to.include(`Line ${line} of the register of removals`);
    }
    await writeFile(file, whole);
    await appendFile(file, '{"subject":"account","id":1}\n');
    expect(await errorOf(() => ledger.entries())).to.include('Line 5');
    const stranger = removalsLedger(folder, { pepper: Buffer.alloc(32, 9) });
    await writeFile(file, whole);
    expect(await errorOf(() => stranger.entries())).to.include('Line 2');
  });
});
