import { expect } from 'chai';
import { permissionsOf, type Role, type User } from '../../src/accounts/index.ts';
import { homePage } from '../../src/occ/home/presenters.ts';
import { requestWork } from '../../src/occ/home/presenters-requests.ts';
import { trainingWork } from '../../src/occ/home/presenters-training.ts';
import type { OpenWork } from '../../src/occ/occ-parts.ts';

const now = new Date('2026-11-22T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

const work: OpenWork[] = [
  { title: 'Empty', href: '/occ/empty', needs: 'back-office:use', count: 0, oldest: null },
  { title: 'New', href: '/occ/new', needs: 'back-office:use', count: 1, oldest: daysAgo(1) },
  { title: 'Undated', href: '/occ/undated', needs: 'back-office:use', count: 3, oldest: null },
  { title: 'Old', href: '/occ/old', needs: 'complaints:manage', count: 1200, oldest: daysAgo(9) },
];

function shown(role: Role, open: readonly OpenWork[]): { workTitle: string; work: unknown[] } {
  const user = { name: 'Sue', role, permissions: permissionsOf(role) } as User;
  return homePage(user, open, { urgent: null, now }).page as { workTitle: string; work: unknown[] };
}

describe('the first page of the back office', () => {
  it('puts what has waited longest first, and what is empty last', () => {
    expect(shown('compliance', work)).to.deep.include({
      workTitle: 'Waiting for us',
      work: [
        { title: 'Old', href: '/occ/old', text: '1,200 wait, the oldest for 9 days' },
        { title: 'New', href: '/occ/new', text: '1 waits, the oldest for 1 day' },
        { title: 'Undated', href: '/occ/undated', text: '3 wait' },
        { title: 'Empty', href: '/occ/empty', text: 'None' },
      ],
    });
  });

  it('shows nobody work that is not theirs, and says so when nothing waits [P106, P127]', () => {
    expect(JSON.stringify(shown('support', work))).not.to.include('/occ/old');
    expect(shown('support', work.slice(0, 1)).workTitle).to.equal('Nothing is waiting');
    expect(shown('support', work.slice(3)).workTitle).to.equal('Nothing is waiting');
  });

  it('has the cases of which something is owed above it, as they are given, eight of them', () => {
    const one = (reference: string, needs: string) => ({
      ...{ reference, needs, title: 'x', href: `/${reference}`, due: 'Due', day: '2026-11-23', whose: 'You' },
      tag: { text: 'In time', colour: 'green' },
    });
    const urgent = [
      one('B-1', 'breaches:manage'),
      ...Array.from({ length: 9 }, (_, place) => one(`R-${place}`, 'requests:manage')),
    ];
    const page = (role: Role, cases: typeof urgent | null) =>
      homePage({ name: 'Sue', role, permissions: permissionsOf(role) } as User, [], { urgent: cases, now })
        .page as { urgent: { rows: { reference: string }[]; more: string | null } | null };
    const { rows, more } = page('compliance', urgent).urgent!;
    expect(rows.map(({ reference }) => reference)).to.deep.equal(
      urgent.slice(0, 8).map((each) => each.reference),
    );
    expect(more).to.equal('2 more are due later: see the lists below.');
    expect(page('compliance', []).urgent).to.deep.equal({ rows: [], more: null });
    expect(page('support', urgent).urgent?.rows).to.deep.equal([]);
    expect(page('support', null).urgent).to.equal(null);
  });

  it('says of requests how many are late, one’s own and nobody’s [P89]', () => {
    const totals = { open: 5, oldest: daysAgo(3), overdue: 1, dueSoon: 2, mine: 1, nobodys: 2 };
    expect(requestWork(totals).words).to.equal(
      '5 open, 1 overdue, 2 due within five days, 1 yours, 2 nobody’s yet',
    );
    const none = { open: 0, oldest: null, overdue: 0, dueSoon: 0, mine: 0, nobodys: 0 };
    expect(requestWork(none)).to.deep.include({ count: 0 }).and.not.to.have.property('words');
  });

  it('tells everybody at OCC how their training stands [P109, P129]', () => {
    const told = (until: string | null): [number, unknown] => {
      const work = trainingWork(until, '2026-11-22');
      return [work.count, shown('support', [work]).work];
    };
    const card = { title: 'Your training', href: '/occ/registers/training' };
    expect(told(null)).to.deep.equal([1, [{ ...card, text: 'None is entered for you yet' }]]);
    expect(told('2026-11-23')).to.deep.equal([0, [{ ...card, text: 'Good until 23 November 2026' }]]);
    expect(told('2026-11-22')).to.deep.equal([1, [{ ...card, text: 'Due since 22 November 2026' }]]);
  });
});
