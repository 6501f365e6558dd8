import { expect } from 'chai';
import { servicePage, type Quarters } from '../../../src/reports/analyses/presenters-service.ts';
import type { ServiceReport } from '../../../src/reports/analyses/service-report.ts';
import { measures } from '../../../src/reports/index.ts';
import type { Report } from '../../../src/reports/read-report.ts';
import { askedOf, ownService, shownPeers } from '../figures/figures-memory.ts';

const cost = measures[0]!;

/** A service that has given its weekly cost in so many quarters. */
function reportOf(quarters: number): ServiceReport {
  const service = ownService('A 1', { weekly_unit_cost: 35 });
  return {
    ...{ service, extractDate: '2009-12-31', like: {} },
    rows: [{ measure: cost, value: 35, peers: shownPeers([20, 30, 40]), percentile: 60 }],
    history: Array.from({ length: quarters }, (_, at) => ({
      quarter: `${2009 - Math.floor(at / 4)}-${['12-31', '09-30', '06-30', '03-31'][at % 4]!}`,
      values: { weekly_unit_cost: 35 - at },
      given: service.given,
    })),
  };
}

interface History {
  id: string;
  columns: { text: string }[];
  links?: { text: string; href: string }[];
}

function historyOf(quarters: number, shown: Quarters): History {
  const asked = askedOf({ peers: { kind: 'nearest' } });
  const report = {
    ...asked,
    parsed: { choices: asked.choices, page: 1, notices: [] },
    ...{ comparedWith: '15 nearest neighbours', recalculatedOn: null },
  } satisfies Report;
  const { page } = servicePage(reportOf(quarters), report, shown) as unknown as {
    page: { sections: History[] };
  };
  return page.sections.find(({ id }) => id === 'history')!;
}

describe('the history of a service', () => {
  it('shows the latest eight of many quarters, and leads to all of them and back', () => {
    const latest = historyOf(28, 'latest');
    expect(latest.columns.map(({ text }) => text)).to.have.length(9);
    expect(latest.columns[1]!.text).to.equal('Quarter to 31 December 2009');
    expect(latest.links).to.deep.equal([
      { text: 'Show all 28 quarters', href: '/reports/services/A%201?peers=nearest&quarters=all#history' },
    ]);
    const all = historyOf(28, 'all');
    expect(all.columns).to.have.length(29);
    expect(all.columns.at(-1)!.text).to.equal('Quarter to 31 March 2003');
    expect(all.links).to.deep.equal([
      { text: 'Show the latest 8 quarters', href: '/reports/services/A%201?peers=nearest#history' },
    ]);
  });

  it('leads nowhere else where all of it is there', () => {
    for (const shown of ['latest', 'all'] as const) {
      expect(historyOf(8, shown).columns).to.have.length(9);
      expect(historyOf(8, shown).links).to.deep.equal([]);
    }
  });
});
