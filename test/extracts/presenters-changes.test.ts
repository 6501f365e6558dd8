import { expect } from 'chai';
import type { VersionChanges } from '../../src/extracts/compare-versions.ts';
import { changesInWords } from '../../src/extracts/presenters-changes.ts';

const nobody = { count: 0, services: [] };
const totals: VersionChanges['before'] = {
  services: 254,
  units: 9724,
  contractValueNextYear: 17_900_000,
  weeklyCost: 340_000,
  leftOut: { units: 0, contractValueNextYear: 0, weeklyCost: 0 },
};

function changed(
  after: Partial<VersionChanges['after']>,
  services: Partial<VersionChanges['services']> = {},
): VersionChanges {
  const none = {
    ...{ added: nobody, gone: nobody, renamed: nobody },
    ...{ otherClientGroup: nobody, otherServiceType: nobody },
  };
  return { before: totals, after: { ...totals, ...after }, services: { ...none, ...services } };
}

describe('the words for what changes between extracts', () => {
  it('warn of missing services, and say what to do where something still can be done', () => {
    const half = changed({ services: 120, units: 4000 });
    const { waiting, live, chosen } = {
      waiting: changesInWords(half, 'waiting').warning,
      live: changesInWords(half, 'live').warning,
      chosen: changesInWords(half, 'chosen').warning,
    };
    expect(waiting).to.equal(
      'This extract has 120 services; your live one has 254. If services were left out by mistake, do not confirm: upload a complete extract instead.',
    );
    expect(live).to.equal(
      'This extract has 120 services; the one before it had 254. If services were left out by mistake, upload a complete extract.',
    );
    expect(chosen).to.equal('The second extract has 120 services; the first has 254.');
  });

  it('warn of missing units and money where all services are there', () => {
    expect(changesInWords(changed({ units: 1 }), 'waiting').warning).to.equal(
      'This extract has 1 household unit; your live one has 9,724. If values were left out by mistake, do not confirm: upload a complete extract instead.',
    );
    expect(changesInWords(changed({ contractValueNextYear: 8_099_999.6 }), 'live').warning).to.equal(
      'This extract has a contract value next year of £8,100,000; the one before it had £17,900,000. If values were left out by mistake, upload a complete extract.',
    );
  });

  it('warn of what has doubled, beside what is missing', () => {
    expect(changesInWords(changed({ services: 508 }), 'waiting').warning).to.equal(
      'This extract has 508 services; your live one has 254. If services are in it by mistake, do not confirm: upload a corrected extract instead.',
    );
    expect(changesInWords(changed({ services: 1, units: 20_000 }), 'live').warning).to.equal(
      'This extract has 1 service; the one before it had 254. If services were left out by mistake, upload a complete extract. This extract has 20,000 household units; the one before it had 9,724. If values are in it by mistake, upload a corrected extract.',
    );
  });

  it('say when there is nothing to warn of and nothing has changed', () => {
    const { warning, lists, notes } = changesInWords(changed({}), 'waiting');
    expect([warning, lists]).to.deep.equal([null, []]);
    expect(notes).to.deep.equal([
      'Both have the same services, with the same names, client groups and service types.',
    ]);
  });

  it('say which values no total counts', () => {
    const leftOut = { units: 1, contractValueNextYear: 0, weeklyCost: 1200 };
    const { notes } = changesInWords(changed({ leftOut }, { added: { count: 1, services: [] } }), 'chosen');
    expect(notes).to.deep.equal([
      'Values that were left out, because they are excluded or were not given, are not counted: household units of 0 services in the first and 1 in the second; weekly cost of 0 services in the first and 1,200 in the second.',
    ]);
  });

  it('name each service with what it was and what it is', () => {
    const then = { name: 'The old house', clientGroup: 21, serviceType: 6 };
    const now = { name: 'The new house', clientGroup: 17, serviceType: 7 };
    const both = { count: 70, services: [{ id: 'S1', before: then, after: now }] };
    const { lists } = changesInWords(
      changed(
        {},
        {
          ...{ renamed: both, otherClientGroup: both, otherServiceType: both },
          added: { count: 1, services: [{ id: 'S2', before: null, after: now }] },
          gone: { count: 1, services: [{ id: 'S3', before: then, after: null }] },
        },
      ),
      'waiting',
    );
    expect(lists.map(({ title, count }) => [title, count])).to.deep.equal([
      ['Services added', 1],
      ['Services gone', 1],
      ['Services renamed', 70],
      ['Services with another primary client group', 70],
      ['Services with another service type', 70],
    ]);
    expect(lists.flatMap(({ rows }) => rows.map(({ id, name, detail }) => [id, name, detail]))).to.deep.equal(
      [
        ['S2', 'The new house', 'Resettlement, Refugees'],
        ['S3', 'The old house', 'Outreach, Generic'],
        ['S1', 'The new house', 'The old house'],
        ['S1', 'The new house', 'From “Generic” to “Refugees”'],
        ['S1', 'The new house', 'From “Outreach” to “Resettlement”'],
      ],
    );
  });
});
