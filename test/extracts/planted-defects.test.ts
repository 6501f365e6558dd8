import { expect } from 'chai';
import fc from 'fast-check';
import { adviceFor } from '../../src/extracts/presenters.ts';
import { personLikeValue } from '../../src/tables/rules/person-like.ts';
import { lists } from '../../src/extracts/specification/lists.ts';
import { defects, type SoundExtract } from '../fixtures/defects.ts';
import {
  check,
  encoded,
  fundingHeadings,
  fundingsCsv,
  performanceCsv,
  performanceRow,
  qualityCsv,
  qualityRow,
  serviceHeadings,
  servicesCsv,
  type Row,
} from '../support/extract-files.ts';

const money = (most: number) =>
  fc.integer({ min: 1, max: most * 100 }).map((pence) => (pence / 100).toFixed(2));
const label = (list: readonly string[]) => fc.constantFrom(...list);

const ids = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[,%_[\]^\p{C}\p{Z}\ufffd]/gu, ''));

const onOneLine = (name: string) => name.replace(/[\r\n",;]/g, '');

/** Any text that Windows-1252 has too, so that every encoding can be tried on it. */
const names = fc
  .array(fc.constantFrom('a', 'Z', '9', ' ', '-', 'é', '£', '“', '’', ',', '"', ';', '\r\n', '='), {
    minLength: 1,
    maxLength: 20,
  })
  .map((parts) => `N${parts.join('')}.`)
  .filter((name) => [name, onOneLine(name)].every((text) => personLikeValue(text) === null));

const services = fc.record({
  ExtractONSCode: fc.constantFrom('00AJ', '00aj', ' 00AJ '),
  ServiceName: names,
  ServiceType: label(lists.serviceType),
  PrimaryClientGroup: label(lists.clientGroup),
  AccommodationType: label(lists.accommodationType),
  SupportDurationType: label(lists.durationType),
  HouseholdUnitsAvailable: fc.integer({ min: 1, max: 999_999_999 }).map(String),
  StandardHoursPerWeek: money(168),
  NumberPaidManagers: money(999_999),
  NumberPaidFrontlineStaff: money(999_999),
  ChargeType: label(lists.chargeType),
  SPFundedStatus: label(lists.fundedStatus),
});

const fundings = fc.record({
  ExtractONSCode: fc.constant('00AJ'),
  WeeklyUnitCost: money(99_999),
  ContractValueNextYear: fc.oneof(fc.constant(''), money(9_999_999)),
  ContractValuePreviousYear: fc.oneof(fc.constant(''), money(9_999_999)),
  SubsidyValueNextYear: fc.constant(''),
  SubsidyValuePreviousYear: fc.constantFrom('', '0', '0.00'),
});

const scores = fc.record({
  QAFObjective: fc.constantFrom('C1.1', 'c1.6', 'C1.3'),
  ProviderScore: fc.constantFrom('', 'A', 'd'),
  ValidatedScore: fc.constantFrom('', 'B'),
  AssessmentDate: fc.constantFrom('31/03/2004', '1/1/2000', '13/09/2004 00:00:00'),
});

/** Sound extracts of 2 to 8 services. */
const extracts: fc.Arbitrary<SoundExtract> = fc
  .uniqueArray(fc.tuple(ids, services, fundings, scores), {
    minLength: 2,
    maxLength: 8,
    selector: ([id]) => id,
  })
  .filter((rows) => rows.every(([id]) => id.length > 0))
  .map((rows) => ({
    services: rows.map(([SupportServiceId, service]): Row => ({ ...service, SupportServiceId })),
    fundings: rows.map(([SupportServiceId, , funding]): Row => ({ ...funding, SupportServiceId })),
    quality: rows.map(([id, , , score]) => qualityRow(id, score)),
    performance: rows.flatMap(([id]) => ['A', 'B'].map((item) => performanceRow(id, item))),
  }));

const respelt = (heading: string, how: number): string =>
  [
    heading,
    heading.toUpperCase(),
    `${heading.slice(0, 3)} ${heading.slice(3)}`,
    ` ${heading.toLowerCase()}_`,
  ][how % 4]!;

describe('any sound extract', () => {
  const shapes = fc.record({
    order: fc.shuffledSubarray([...serviceHeadings, 'Postcode', 'Notes'], {
      minLength: serviceHeadings.length + 2,
    }),
    spelling: fc.nat({ max: 3 }),
    lineEnding: fc.constantFrom('\r\n', '\n', '\r'),
    isLastEnded: fc.boolean(),
    encoding: fc.constantFrom(
      ['utf8', false],
      ['utf8', true],
      ['utf-16le', true],
      ['utf-16be', true],
      ['utf-16le', false],
    ),
    chunkBytes: fc.integer({ min: 1, max: 500 }),
  });

  it('has no finding, whatever its shape', async () => {
    await fc.assert(
      fc.asyncProperty(
        extracts,
        shapes,
        async (extract, { order, spelling, encoding, chunkBytes, ...ends }) => {
          const headings = order.map((heading) => respelt(heading, spelling));
          const rows = extract.services.map((row) =>
            Object.fromEntries(
              order.map((heading) => [respelt(heading, spelling), row[heading] ?? 'kept, not used']),
            ),
          );
          const [name, hasMark] = encoding as [string, boolean];
          const files = {
            services: encoded(servicesCsv(rows, { headings, ...ends }), name, hasMark),
            fundings: encoded(fundingsCsv(extract.fundings, ends), name, hasMark),
            quality: qualityCsv(extract.quality, ends),
            performance: encoded(performanceCsv(extract.performance, ends), name, hasMark),
          };
          const { findings, scores: graded, services: handedOn } = await check(files, {}, chunkBytes);
          expect(findings).to.deep.equal([]);
          expect(graded).to.have.length(extract.services.length * 3);
          expect([...handedOn.keys()]).to.deep.equal(extract.services.map((row) => row.SupportServiceId));
          extract.services.forEach((row, index) => {
            const { numbers, values } = handedOn.get(row.SupportServiceId!)!;
            expect(values[2]).to.equal(row.ServiceName);
            expect(numbers[0]).to.equal(Number(row.HouseholdUnitsAvailable));
            expect(numbers[4]).to.equal(Number(extract.fundings[index]!.WeeklyUnitCost));
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('has names with accents in Windows-1252 too', async () => {
    await fc.assert(
      fc.asyncProperty(extracts, async ({ services: rows, fundings: funded }) => {
        const plain = (row: Row, index: number) => ({ ...row, SupportServiceId: `S${index}` });
        const { findings, services: handedOn } = await check({
          services: encoded(servicesCsv(rows.map(plain)), 'windows-1252'),
          fundings: fundingsCsv(funded.map(plain)),
        });
        expect(findings).to.deep.equal([]);
        expect([...handedOn.values()].map(({ values }) => values[2])).to.deep.equal(
          rows.map((row) => row.ServiceName),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('has all its columns in the generator', () => {
    const [first] = fc.sample(extracts, 1);
    expect(first!.services[0]).to.have.all.keys(serviceHeadings);
    expect(first!.fundings[0]).to.have.all.keys(fundingHeadings);
  });
});

describe('one defect in any sound extract', () => {
  for (const [name, plant] of Object.entries(defects)) {
    it(`${name}: is found where it is, once, and nothing else is`, async () => {
      await fc.assert(
        fc.asyncProperty(extracts, fc.nat(), async (extract, anywhere) => {
          // No line break in a value, so that a line is a row.
          const oneLine = extract.services.map((row) => ({
            ...row,
            ServiceName: onOneLine(row.ServiceName!),
          }));
          const { files, context, found } = plant(
            { ...extract, services: oneLine },
            anywhere % extract.services.length,
          );
          const { findings } = await check(files, context);
          expect(findings.map(({ code }) => code)).to.deep.equal([found.code]);
          expect(findings[0]).to.deep.include({ severity: 'error', ...found });
          const { message, howToFix } = adviceFor(findings[0]!);
          expect(`${message} ${howToFix}`).not.to.match(/undefined|NaN|\[object/);
        }),
        { numRuns: name.includes('mebibyte') ? 2 : 25 },
      );
    });
  }

  it('leaves the other services handed on', async () => {
    const [extract] = fc.sample(extracts, 1);
    const { files } = defects['not a number']!(extract!, 0);
    expect((await check(files)).services).to.have.length(extract!.services.length);
    const bad = defects['units not whole']!(extract!, 0);
    expect((await check(bad.files)).services).to.have.length(extract!.services.length - 1);
  });
});

describe('any bytes as a table', () => {
  it('are findings or none, never an error or a hang', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.uint8Array({ maxLength: 400 }),
        fc.boolean(),
        async (a, b, isHeaded) => {
          const head = (headings: readonly string[]) => (isHeaded ? `${headings.join(',')}\r\n` : '');
          const files = {
            services: Buffer.concat([Buffer.from(head(serviceHeadings)), a]),
            fundings: Buffer.concat([Buffer.from(head(fundingHeadings)), b]),
          };
          const { findings } = await check(files, {}, 37);
          expect(findings.length).to.be.greaterThan(0);
          for (const finding of findings) adviceFor(finding);
        },
      ),
      { numRuns: 300 },
    );
  });
});
