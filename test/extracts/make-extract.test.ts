import { knownAuthorities } from '../../src/authorities/index.ts';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import {
  checkFile,
  lists,
  makeExtract,
  type CheckedFile,
  type ExtractPlan,
  type RowChange,
} from '../../src/extracts/index.ts';
import { makeService } from '../../src/extracts/generate/made-service.ts';
import { madeTables } from '../../src/extracts/generate/made-tables.ts';
import { openZip } from '../../src/platform/zip.ts';

const oxfordshire = { code: '38', region: 'South East' };
const ealing = { code: '00AJ', region: 'London' };
const usualPlan: ExtractPlan = { authority: oxfordshire, services: 254, date: '2009-03-31', seed: 7 };

describe('making an extract', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-make-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const make = async (plan: Partial<ExtractPlan> = {}, change?: RowChange): Promise<string> => {
    const whole = { ...usualPlan, ...plan };
    const day = whole.date.split('-').reverse().join('');
    const file = path.join(folder, `SPLSExtract_${whole.authority.code}_${day}.zip`);
    await makeExtract(whole, file, change);
    return file;
  };

  it('makes the same bytes of the same plan', async () => {
    const hashOf = async (): Promise<string> =>
      createHash('sha256')
        .update(await readFile(await make()))
        .digest('hex');
    expect(await hashOf()).to.equal(await hashOf());
  });

  it('makes other services of another seed or authority, and the first ones of a larger number', () => {
    const ids = (plan: Partial<ExtractPlan>): string[] =>
      [...Array(50).keys()].map((place) => makeService({ ...usualPlan, ...plan }, place).id);
    expect(ids({})).to.not.include.members([ids({ seed: 8 })[0]!]);
    expect(new Set([...ids({}), ...ids({ seed: 8 }), ...ids({ authority: ealing })])).to.have.property(
      'size',
      150,
    );
    expect(ids({ services: 500 })).to.deep.equal(ids({}));
    expect(ids({})[11]).to.equal('38-7-0012');
  });

  it('moves by less than 8 in a hundred from quarter to quarter, with a few services new and a few gone', () => {
    const at = (date: string) =>
      [...Array(254).keys()].map((place) => makeService({ ...usualPlan, date }, place));
    const quarters = ['2008-12-31', '2009-03-31', '2009-06-30', '2009-09-30'].map(at);
    for (const [index, later] of quarters.slice(1).entries()) {
      const before = new Map(quarters[index]!.map((service) => [service.id, service]));
      const stayed = later.filter(({ id }) => before.has(id));
      expect(stayed.length).to.be.within(240, 253);
      let moved = 0;
      for (const service of stayed) {
        for (const [field, value] of Object.entries(service) as [string, unknown][]) {
          const old: unknown = before.get(service.id)![field as keyof typeof service];
          if (value === old) continue;
          expect(Number(value) / Number(old), field).to.be.within(0.92, 1.08);
          moved += 1;
        }
      }
      expect(moved).to.be.greaterThan(stayed.length);
    }
  });

  it('is accepted whatever the authority, the seed and the size', async () => {
    const all = await knownAuthorities();
    for (const [seed, authority] of all.entries()) {
      expect(await check(await make({ authority, services: 27, seed }), authority.code)).to.include(accepted);
    }
    for (const services of [1, 2, 9, 999, 1000, 1001]) {
      expect(await check(await make({ services, seed: services * 31 }), '38')).to.include(accepted);
    }
    for (const date of ['2003-01-01', '2010-12-31', '2026-02-28']) {
      expect(await check(await make({ date }), '38')).to.include(accepted);
    }
  });

  it('looks like an authority: most units older people’s, some tens of pounds a unit', () => {
    for (const [seed, authority] of [oxfordshire, ealing, { code: '00CM', region: 'North East' }].entries()) {
      const services = [...Array(254).keys()].map((place) =>
        makeService({ ...usualPlan, authority, seed }, place),
      );
      const sum = (of: (service: (typeof services)[number]) => number) =>
        services.reduce((total, service) => total + of(service), 0);
      const units = sum((service) => service.units);
      const olderPeople = sum((one) => (/^(Older|Frail)/.test(one.profile.clientGroup) ? one.units : 0));
      expect(units).to.be.within(7_500, 12_500);
      expect(olderPeople / units).to.be.within(0.7, 0.9);
      expect(sum((one) => one.units * one.weeklyUnitCost * 52)).to.be.within(10_000_000, 30_000_000);
      for (const one of services) {
        const hours = one.hours * (one.managers + one.frontlineStaff);
        expect((one.weeklyUnitCost * one.units) / hours).to.be.within(11, 27);
        expect(one.contractNextYear / (one.weeklyUnitCost * one.units * 52)).to.be.within(0.99, 1.04);
        expect(one.subsidyNextYear ?? 0).to.be.at.most(one.contractNextYear);
      }
    }
  });

  it('leaves a few optional values empty', () => {
    const services = [...Array(2000).keys()].map((place) =>
      makeService({ ...usualPlan, services: 2000 }, place),
    );
    const withGaps = services.filter(
      (one) => one.contractPreviousYear === null || one.subsidyNextYear === null,
    );
    expect(withGaps.length).to.be.within(30, 90);
  });

  it('holds tables of quality and performance beside those that are used', async () => {
    const tables = await tablesOf(await make({ services: 60 }));
    expect(Object.keys(tables)).to.have.members(madeTables.map(({ name }) => `${name}.csv`));
    const ids = new Set(tables['SupportService.csv']!.map(({ SupportServiceId }) => SupportServiceId));
    for (const row of tables['SupportServiceQAF.csv']!) {
      expect(ids).to.include(row.SupportServiceId);
      expect(row.QAFObjective).to.match(/^C1\.[1-6]$/);
      expect(row.ProviderScore).to.match(/^[ABCD]$/);
      expect(row.ValidatedScore).to.match(/^[ABCD]?$/);
      expect(yearsBefore(usualPlan.date, row.AssessmentDate)).to.be.within(0, 2.3);
    }
    for (const row of tables['SupportServicePI.csv']!) {
      expect(row.PIName).to.match(/^(KPI[12]|SPI[1-4]|HIAKPI1)$/);
      expect(row.DataItem).to.match(/^[A-C]$/);
      expect(row.Value).to.match(/^\d+$/);
      expect([row.PeriodStart, row.PeriodEnd]).to.deep.equal(['01/01/2009', '31/03/2009']);
    }
    const providers = new Set(tables['Provider.csv']!.map(({ ProviderId }) => ProviderId));
    for (const { ProviderId } of tables['SupportServiceProvider.csv']!)
      expect(providers).to.include(ProviderId);
  });

  it('has services of nearly every client group and of every service type', () => {
    const services = [...Array(1100).keys()].map((place) =>
      makeService({ ...usualPlan, services: 1100 }, place),
    );
    expect(new Set(services.map(({ profile }) => profile.serviceType)).size).to.equal(
      lists.serviceType.length,
    );
    expect(new Set(services.map(({ profile }) => profile.clientGroup)).size).to.equal(
      lists.clientGroup.length,
    );
  });

  it('makes rows only as they are written, twenty thousand services as well', async () => {
    const [first] = madeTables[0]!.rows({ ...usualPlan, services: 1_000_000_000 });
    expect(first![1]).to.equal('38-7-00000000001');
    const checked = await check(await make({ services: 20_000 }), '38');
    expect(checked).to.include(accepted);
    const rows = checked.tables.map((table) => table.rows);
    expect(rows.slice(0, 3)).to.deep.equal([20_000, 20_000, 120_000]);
    expect(rows[3]).to.be.greaterThan(20_000);
    expect(rows.slice(4)).to.deep.equal([null, null]);
  }).timeout(60_000);

  it('leaves no half file behind', async () => {
    const failing = make({ seed: 99 }, () => {
      throw new Error('stop here');
    });
    const failure: unknown = await failing.then(null, (error: unknown) => error);
    expect((failure as Error).message).to.equal('stop here');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).to.be.empty;
  });
});

const accepted = { errors: 0, irregular: 0 };

async function check(file: string, code: string): Promise<Extract<CheckedFile, { kind: 'checked' }>> {
  const authorities = await knownAuthorities();
  const checked = await checkFile({ file, own: code, authorities, today: '2026-12-31' });
  if (checked.kind === 'unreadable') throw new Error(checked.sentence);
  return checked;
}

async function tablesOf(file: string): Promise<Record<string, Record<string, string>[]>> {
  const zip = await openZip(file);
  const tables: Record<string, Record<string, string>[]> = {};
  for (const entry of zip.entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry.read()) chunks.push(chunk);
    tables[entry.name] = parse(Buffer.concat(chunks), { columns: true });
  }
  zip.close();
  return tables;
}

function yearsBefore(isoDay: string, date = ''): number {
  const milliseconds = Date.parse(isoDay) - Date.parse(date.split('/').reverse().join('-'));
  return milliseconds / (365.25 * 24 * 60 * 60 * 1000);
}
