import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { openZip } from '../../src/platform/zip.ts';
import { streamZip } from '../../src/platform/zip-stream.ts';
import { errorOf } from '../support/errors.ts';
import { withFile } from '../support/extract-files.ts';

/** Does not shrink. */
const piece = randomBytes(100_000);

describe('a ZIP that is streamed', () => {
  it('holds the files that were added, piece by piece', async () => {
    const out = new PassThrough();
    const taken = buffer(out);
    await streamZip(out, async (zip) => {
      await zip.add('a/first.csv', async (take) => {
        for (let n = 0; n < 20; n += 1) await take(piece);
      });
      await zip.add('empty.txt', () => Promise.resolve());
      await zip.add('last.txt', (take) => take('“Ende”'));
    });
    await withFile(await taken, async (file) => {
      const { entries, close } = await openZip(file);
      expect(entries.map(({ name, unpackedBytes }) => [name, unpackedBytes])).to.deep.equal([
        ['a/first.csv', 2_000_000],
        ['empty.txt', 0],
        ['last.txt', 10],
      ]);
      for (const { read } of entries)
        for await (const chunk of read()) expect(chunk).to.be.instanceOf(Buffer);
      close();
    });
  });

  it('waits for whoever takes it', async () => {
    const out = new PassThrough();
    let pieces = 0;
    const sent = streamZip(out, (zip) =>
      zip.add('noise', async (take) => {
        for (; pieces < 200; pieces += 1) await take(piece);
      }),
    );
    await sleep(100);
    expect(pieces).to.be.below(20);
    out.resume();
    await sent;
    expect(pieces).to.equal(200);
  });

  it('has no end when the work fails, and leaves the rest to the owner of the stream', async () => {
    const out = new PassThrough().resume();
    let hasEnded = false;
    out.once('end', () => {
      hasEnded = true;
    });
    const failing = streamZip(out, (zip) =>
      zip.add('half', async (take) => {
        await take(piece);
        throw new Error('lost the thread');
      }),
    );
    expect(await errorOf(() => failing)).to.equal('lost the thread');
    await sleep(20);
    expect([out.destroyed, out.writableEnded, hasEnded]).to.deep.equal([false, false, false]);
    out.destroy();
    await once(out, 'close');
  });

  it('ends the work when nobody takes it any more', async () => {
    const out = new PassThrough();
    let isLeft = false;
    const sent = streamZip(out, (zip) =>
      zip.add('endless', async (take) => {
        try {
          for (;;) await take(piece);
        } finally {
          isLeft = true;
        }
      }),
    );
    out.once('data', () => setTimeout(() => out.destroy(), 10));
    expect(await errorOf(() => sent)).to.be.a('string');
    expect(isLeft).to.be.true;
  });
});
