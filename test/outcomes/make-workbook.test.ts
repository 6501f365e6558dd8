import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { knownAuthorities } from '../../src/authorities/index.ts';
import { lists } from '../../src/extracts/index.ts';
import { madeForms } from '../../src/outcomes/generate/made-forms.ts';
import { makeWorkbook } from '../../src/outcomes/generate/make-workbook.ts';
import { needsOf } from '../../src/outcomes/generate/usual-forms.ts';
import {
  indicators,
  readWorkbook,
  workbookName,
  type PlannedService,
  type WorkbookPlan,
} from '../../src/outcomes/index.ts';
import { knownAuthoritiesOf } from '../../src/tables/index.ts';
import { errorOf } from '../support/errors.ts';
import { checkRead, formats, type CheckedWorkbook, type TakenForm } from '../support/outcome-files.ts';

const services: PlannedService[] = Array.from({ length: 252 }, (_, at) => ({
  id: `38-7-${String(at).padStart(4, '0')}`,
  name: `Elm <Court> "${at}" & Women's, \r\n refuge _x0041_`,
  clientGroup: lists.clientGroup[at % lists.clientGroup.length]!,
  isShortTerm: at % 2 === 0,
}));
const usualPlan: WorkbookPlan = {
  authority: { code: '38', name: 'Oxfordshire' },
  ...{ term: 'short', date: '2010-06-30', seed: 7, services, formsPerService: 6 },
};

describe('making a workbook', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-outcomes-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function make(plan: Partial<WorkbookPlan> = {}, format: (typeof formats)[number] = 'xlsx') {
    const whole = { ...usualPlan, ...plan };
    const name = workbookName({ ...whole, code: whole.authority.code, format });
    const file = { path: path.join(folder, name), name };
    await makeWorkbook(whole, file.path);
    return { file, plan: whole };
  }

  async function check({ file, plan }: Awaited<ReturnType<typeof make>>): Promise<CheckedWorkbook> {
    const read = await readWorkbook(file, plan.authority.code, '2026-12-31');
    if (read.kind === 'unreadable') throw new Error(read.code);
    expect([read.term, read.dataDate]).to.deep.equal([plan.term, plan.date]);
    return checkRead(read, {
      authority: knownAuthoritiesOf(plan.authority.code, await knownAuthorities()),
      dataDate: plan.date,
      services: new Map([...plan.services].map(({ id, name }) => [id, name])),
    });
  }

  it('makes the same bytes of the same plan, and others of another', async () => {
    const hashOf = async (plan: Partial<WorkbookPlan>, format: (typeof formats)[number]): Promise<string> =>
      createHash('sha256')
        .update(await readFile((await make(plan, format)).file.path))
        .digest('hex');
    for (const format of formats) {
      const first = await hashOf({}, format);
      expect(await hashOf({}, format)).to.equal(first);
      for (const other of [
        { seed: 8 },
        { date: '2010-09-30' },
        { term: 'long' },
        { formsPerService: 7 },
      ] as const)
        expect(await hashOf(other, format)).not.to.equal(first);
    }
  });

  it('is accepted whole in either format and term, and says the same in both formats', async () => {
    for (const term of ['short', 'long'] as const) {
      const [csv, xlsx] = [
        await check(await make({ term }, 'csv')),
        await check(await make({ term }, 'xlsx')),
      ];
      expect(csv.findings).to.deep.equal([]);
      expect(csv.counts.seen).to.be.within(650, 860);
      expect(csv.counts.taken).to.equal(csv.counts.seen);
      expect(xlsx.findings).to.deep.equal([]);
      expect(xlsx.forms).to.deep.equal(csv.forms);
    }
  });

  it('is accepted whatever the authority', async () => {
    for (const [seed, authority] of (await knownAuthorities()).entries()) {
      const { findings, counts } = await check(
        await make({ authority, seed, services: services.slice(0, 4) }, 'csv'),
      );
      expect(findings).to.deep.equal([]);
      expect(counts.taken).to.equal(counts.seen).and.to.be.within(6, 18);
    }
  });

  it('is of the services of its term, each with half to one and a half times the forms', async () => {
    const { forms } = await check(await make({ term: 'long' }, 'csv'));
    const byService = formsByService(forms);
    expect([...byService.keys()]).to.deep.equal(
      services.filter(({ isShortTerm }) => !isShortTerm).map(({ id }) => id),
    );
    for (const own of byService.values()) expect(own.length).to.be.within(3, 9);
  });

  it('looks like the quarter that was published: of those with the need, so many achieved it', async () => {
    const published: Record<string, number> = { '1a': 90, '4b': 74, '5a': 87 };
    for (const [seed, term] of (['short', 'long', 'short'] as const).entries()) {
      const { forms } = await check(await make({ term, seed, formsPerService: 80 }, 'csv'));
      indicators.forEach(({ code }, at) => {
        const needed = forms.filter(({ needs }) => needs[at] === 1);
        const percent = (100 * needed.filter(({ outcomes }) => outcomes[at] === 1).length) / needed.length;
        expect(needed.length, code).to.be.greaterThan(300);
        if (published[code]) expect(percent, code).to.be.within(published[code] - 3, published[code] + 3);
        else expect(percent, code).to.be.within(60, 92);
        const unanswered = forms.filter(({ needs }) => needs[at] === 3).length;
        expect(unanswered / forms.length, code).to.be.within(0, 0.05);
      });
    }
  });

  it('has needs that are those of the clients, and services that do better and worse', async () => {
    const { forms } = await check(await make({ formsPerService: 60 }, 'csv'));
    const groups = new Map(services.map(({ id, clientGroup }) => [id, clientGroup]));
    const shareOf = (group: string, code: string): number => {
      const own = forms.filter(({ serviceId }) => groups.get(serviceId) === group);
      const at = indicators.findIndex((indicator) => indicator.code === code);
      return own.filter(({ needs }) => needs[at] === 1).length / own.length;
    };
    expect(shareOf('People with drug problems', '3c')).to.be.greaterThan(0.85);
    expect(shareOf('Frail elderly', '3c')).to.be.lessThan(0.08);
    expect(shareOf('Women at risk of domestic violence', '4d')).to.be.greaterThan(0.7);
    expect(shareOf('Generic', '1a')).to.be.within(0.5, 0.75);
    const rates = [...formsByService(forms).values()].map((own) => {
      const outcomes = own.flatMap((form) => form.outcomes);
      return (
        outcomes.filter((outcome) => outcome === 1).length / outcomes.filter((outcome) => outcome < 3).length
      );
    });
    expect(Math.max(...rates) - Math.min(...rates)).to.be.greaterThan(0.1);
  });

  it('knows every client group of an extract, and takes another for anybody', () => {
    const anybody = needsOf('Generic');
    const others = lists.clientGroup.filter((group) => needsOf(group) !== anybody);
    expect(lists.clientGroup.filter((group) => !others.includes(group))).to.deep.equal([
      'Traveller',
      'Generic',
    ]);
    expect(needsOf('Anything else')).to.equal(anybody);
    for (const group of lists.clientGroup) expect(needsOf(group)).to.have.length(indicators.length);
  });

  it('makes forms only as they are written', () => {
    function* endless(): Generator<PlannedService> {
      for (;;) yield services[0]!;
    }
    const [first, second] = madeForms({ ...usualPlan, services: endless() });
    expect(first![3]).to.equal(services[0]!.id);
    expect(Number(second![0])).to.be.greaterThan(Number(first![0]));
  });

  it('leaves no half file behind', async () => {
    function* failing(): Generator<PlannedService> {
      yield services[0]!;
      throw new Error('stop here');
    }
    for (const format of formats) {
      const failed = { services: failing(), date: '2009-03-31' };
      expect(await errorOf(() => make(failed, format))).to.equal('stop here');
    }
    const left = await readdir(folder);
    expect(left.filter((name) => name.includes('31032009') || name.endsWith('.part'))).to.deep.equal([]);
  });

  it('refuses another kind of file', async () => {
    expect(await errorOf(() => makeWorkbook(usualPlan, path.join(folder, 'x.ods')))).to.match(
      /is neither \.csv nor \.xlsx$/,
    );
  });
});

function formsByService(forms: readonly TakenForm[]): Map<string, TakenForm[]> {
  const byService = new Map<string, TakenForm[]>();
  for (const form of forms) byService.set(form.serviceId, [...(byService.get(form.serviceId) ?? []), form]);
  return byService;
}
