import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import type { HttpClient } from '../support/http-client.ts';
import { bytesOf, formRow, sheetOf } from '../support/outcome-files.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { errorOn, extractOf, sendAndSettle, sendFile, settledPage, stateOn } from './officer.ts';

/** A file with some bytes changed, a piece cut out or a piece said twice. */
const damaged = (whole: Buffer): fc.Arbitrary<Buffer> =>
  fc.oneof(
    fc
      .array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
        minLength: 1,
        maxLength: 8,
      })
      .map((changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      }),
    fc
      .tuple(fc.nat({ max: whole.length }), fc.nat({ max: 400 }), fc.boolean())
      .map(([at, length, isTwice]) =>
        Buffer.concat([
          whole.subarray(0, isTwice ? at + length : at),
          whole.subarray(isTwice ? at : at + length),
        ]),
      ),
  );

describe('a damaged file', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
    await sendAndSettle(officer, extractOf(2));
  });
  after(() => app.close());

  for (const [name, whole] of [
    ['SPLSExtract_00AJ_13092004.zip', extractOf(5, { others: { 'Provider.csv': 'ProviderId\r\nP1\r\n' } })],
    ['OutcomesShort_00AJ_30062009.xlsx', bytesOf(sheetOf([formRow('10000000001')]), 'xlsx')],
    ['OutcomesShort_00AJ_30062009.csv', bytesOf(sheetOf([formRow('10000000001')]), 'csv')],
  ] as const) {
    it(`sent as ${name} gets a clear answer, and leaves no temporary file`, async () => {
      await fc.assert(
        fc.asyncProperty(damaged(whole), async (bytes) => {
          const answer = await sendFile(officer, bytes, name);
          if (answer.status === 422) expect(errorOn(answer)).to.match(/^[A-Z].*\.$/);
          else {
            expect(answer.status).to.equal(303);
            const state = stateOn(await settledPage(officer, answer.location));
            expect(state).to.be.oneOf(['rejected', 'needs-decisions', 'live']);
          }
          expect(await readdir(app.temporaryFiles.folder)).to.be.empty;
        }),
        { numRuns: 60 },
      );
    });
  }
});
