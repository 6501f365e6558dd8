import type { User } from '../../accounts/index.ts';
import { roleNames } from '../../accounts/index.ts';
import type { UrgentCase } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import { formatCount } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { OpenWork } from '../occ-parts.ts';
import { NOTICED, SHOWN_DAYS } from '../bulk-views/bulk-view.ts';
import { waitedFor } from '../waiting.ts';

const screens = [
  {
    title: 'People',
    text: 'Find somebody’s account, see how it stands, and help them back in.',
    href: paths.users,
    needs: 'users:read',
  },
  {
    title: 'Open an account',
    text: 'Without a request: for a new authority’s first lead officer, or one of our own people.',
    href: paths.newUser,
    needs: 'accounts:issue',
  },
  {
    title: 'Authorities',
    text: 'The 152 administering authorities: who has accounts, who leads, when they last uploaded.',
    href: paths.occAuthorities,
    needs: 'users:read',
  },
  {
    title: 'Removals',
    text: 'People and authorities that leave for good: asked for by one of us, approved by another, searched after, certified.',
    href: paths.removals,
    needs: 'removals:manage',
  },
  {
    title: 'Corrections',
    text: 'Details that were put right or wait for a second of us, and whether those who had the wrong ones were told.',
    href: paths.corrections,
    needs: 'requests:manage',
  },
  {
    title: 'Limits on the use of data',
    text: 'Whose data is stored and not used, why, and until when.',
    href: paths.restrictions,
    needs: 'requests:manage',
  },
  {
    title: 'Objections',
    text: 'Who objects to which use, and how it was decided.',
    href: paths.objections,
    needs: 'requests:manage',
  },
  {
    title: 'Report a breach',
    text: 'Personal data, or data of an authority, was seen, lost or changed: report it at once, also when you are not sure.',
    href: paths.newBreach,
    needs: 'breaches:report',
  },
  {
    title: 'When something goes wrong',
    text: 'How and when everybody here reports it, and until when your training counts.',
    href: paths.howToReport,
    needs: 'breaches:report',
  },
  {
    title: 'Breaches',
    text: 'The log of breaches, with the Commissioner’s 72 hours.',
    href: paths.breaches,
    needs: 'breaches:manage',
  },
  {
    title: 'Disclosures',
    text: 'What was disclosed about people to others, on which ground, and what was refused.',
    href: paths.disclosures,
    needs: 'disclosures:manage',
  },
  {
    title: 'Registers',
    text: 'Agreements, impact assessments, transfers abroad, training.',
    href: paths.registers,
    needs: 'registers:read',
  },
  {
    title: 'Retention',
    text: 'What is past its time, what was deleted last night, and accounts that come up for removal.',
    href: paths.retention,
    needs: 'retention:manage',
  },
  {
    title: 'Legal holds',
    text: 'What must not be deleted for the time being, why, and until when.',
    href: paths.holds,
    needs: 'holds:manage',
  },
  {
    title: 'Audit trail',
    text: 'Who did what, and when: search it, download it, have it verified.',
    href: paths.audit,
    needs: 'audit:read',
  },
  {
    title: 'Mail',
    text: 'What waits in the outbox, and what could not be sent.',
    href: paths.mail,
    needs: 'mail:manage',
  },
  {
    title: 'Mailings',
    text: 'Write to people who have agreed to hear from us.',
    href: paths.mailings,
    needs: 'mailings:send',
  },
  {
    title: 'Read stored files again',
    text: 'After a change of the specification: read the authorities’ stored files once more, see what differs, then decide.',
    href: paths.reExtractions,
    needs: 're-extractions:run',
  },
  {
    title: 'Use of the pages',
    text: 'How often pages are asked for, and searches that find nothing: counts only, nobody’s name.',
    href: paths.usage,
    needs: 'usage:read',
  },
  {
    title: 'Who may do what',
    text: 'Every role and what it allows.',
    href: paths.permissions,
    needs: 'back-office:use',
  },
] as const;

const MOST_URGENT = 8;

/** What the start page is made from; `urgent` is null for whoever works on no cases. */
export interface HomeSeen {
  urgent: readonly UrgentCase[] | null;
  now: Date;
}

/** What is owed first, work that waits, what has waited longest first, and every screen that the person may use. */
export function homePage(user: User, work: readonly OpenWork[], { urgent, now }: HomeSeen): Page {
  const mine = work.filter(({ needs }) => user.permissions.has(needs)).sort(byUrgency);
  const waiting = mine.reduce((sum, { count }) => sum + count, 0);
  return {
    view: 'occ/home',
    frame: { title: 'Back office', section: 'back-office' },
    page: {
      lead: `You are signed in as ${user.name}, ${roleNames[user.role].toLowerCase()} of Oxford Computer Consultants.`,
      urgent: urgent && urgentSection(urgent.filter(({ needs }) => user.permissions.has(needs))),
      workTitle: waiting === 0 ? 'Nothing is waiting' : 'Waiting for us',
      work: mine.map(({ title, href, count, oldest, words }) => ({
        title,
        href,
        text:
          words ?? (count === 0 ? 'None' : `${formatCount(count, 'waits', 'wait')}${oldestIn(oldest, now)}`),
      })),
      screens: screens.filter(({ needs }) => user.permissions.has(needs)),
    },
  };
}

function urgentSection(cases: readonly UrgentCase[]): { rows: readonly UrgentCase[]; more: string | null } {
  const left = cases.length - MOST_URGENT;
  return {
    rows: cases.slice(0, MOST_URGENT),
    more: left > 0 ? `${formatCount(left, 'more is', 'more are')} due later: see the lists below.` : null,
  };
}

/** Of staff who opened people's pages by the dozen lately; administrators look into it on the audit page (D10). */
export function bulkViewsWork({ count, oldest }: { count: number; oldest: Date | null }): OpenWork {
  const words =
    count === 0 ? 'None' : `${formatCount(count, 'time', 'times')} in the last ${SHOWN_DAYS} days`;
  const href = `${paths.audit}?action=${NOTICED}`;
  return {
    title: 'Many people’s pages opened at once',
    href,
    needs: 'users:administer',
    count,
    oldest,
    words,
  };
}

function oldestIn(oldest: Date | null, now: Date): string {
  return oldest ? `, the oldest for ${waitedFor(oldest, now)}` : '';
}

function byUrgency(a: OpenWork, b: OpenWork): number {
  const since = ({ count, oldest }: OpenWork): number =>
    count === 0 ? Infinity : (oldest?.getTime() ?? Number.MAX_SAFE_INTEGER);
  const [first, second] = [since(a), since(b)];
  return first === second ? 0 : first - second;
}
