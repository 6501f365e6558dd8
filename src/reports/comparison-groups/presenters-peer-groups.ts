import { paths } from '../../paths.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { minimums } from '../disclosure/parts.ts';
import { tooFewMembers, type TypedGroup } from './forms-peer-groups.ts';
import { neighbourMethod, type AuthorityFacts } from './neighbours.ts';
import {
  membersOf,
  MOST_GROUPS,
  MOST_GROUPS_EVER,
  peersLabel,
  peersOffered,
  peersText,
  readyMadeChoices,
  type PeersChoice,
  type SavedGroup,
} from './peer-groups.ts';
import type { RefusedGroup } from './save-peer-group.ts';
import type { GroupRecord } from './store-peer-groups.ts';

/** What the pages of comparison groups are made from. */
export interface GroupsSeen {
  own: AuthorityFacts;
  all: readonly AuthorityFacts[];
  saved: readonly SavedGroup[];
}

/** Fewer authorities than this by themselves would show what is theirs. */
const TELLING = minimums.figures.authorities;

/** Fixed sentences of what may not be, each with the way out. */
const sentences = {
  'name-taken': 'Your authority has a group with this name. Choose another name, or end that group first.',
  'too-many': `Your authority has ${MOST_GROUPS} groups, which is the most it can have. End one that is no longer used before you make another.`,
  'too-many-ever': `Your authority has made ${MOST_GROUPS_EVER} groups, which is the most it can make, with those that were ended. Ask Oxford Computer Consultants if you need another.`,
  'too-few': tooFewMembers,
} as const;

export function groupsPage(seen: GroupsSeen): Page {
  const title = 'Comparison groups';
  return {
    view: 'reports/groups',
    frame: { title, section: 'reports', backLink: paths.reports },
    page: {
      title,
      authority: seen.own.name,
      newHref: paths.newPeerGroup,
      full: fullSentence(seen.saved),
      groups: peersOffered(seen.saved).flatMap((choice) =>
        choice.kind === 'saved' ? [savedView(choice, seen)] : [],
      ),
      readyMade: readyMadeChoices.map((choice) => readyMadeView(choice, seen)),
    },
  };
}

function fullSentence(saved: readonly SavedGroup[]): string | null {
  if (saved.length >= MOST_GROUPS_EVER) return sentences['too-many-ever'];
  const inUse = saved.filter(({ endedAt }) => endedAt === null);
  return inUse.length >= MOST_GROUPS ? sentences['too-many'] : null;
}

function savedView(choice: PeersChoice & { kind: 'saved' }, { own, all, saved }: GroupsSeen) {
  return {
    name: peersLabel(choice, own, saved),
    members: String(membersOf(choice, own, all, saved)?.size),
    href: paths.peerGroup(choice.id),
    useHref: reportsHref(choice),
    endHref: paths.peerGroupEnding(choice.id),
  };
}

function readyMadeView(choice: PeersChoice, { own, all, saved }: GroupsSeen) {
  const members = membersOf(choice, own, all, saved);
  const names = all.filter(({ id }) => (members ? members.has(id) : id !== own.id)).map(({ name }) => name);
  return {
    title: peersLabel(choice, own, saved),
    summary: `Show the ${formatCount(names.length, 'authority', 'authorities')}`,
    names,
    method: choice.kind === 'nearest' ? neighbourMethod : [],
    useHref: reportsHref(choice),
  };
}

/** The form of a new group as it was filled in, or with a known group ticked to start from. */
export function newGroupPage(seen: GroupsSeen, typed: TypedGroup, errors: FieldError[] = []): Page {
  const title = 'Make a comparison group';
  const errorOf = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
  return {
    view: 'reports/groups-new',
    frame: { title, section: 'reports', backLink: paths.peerGroups, errors },
    page: {
      title,
      action: paths.newPeerGroup,
      name: typed.name,
      nameHint: `Your colleagues at ${seen.own.name} see it when they choose whom a report compares with.`,
      membersHint:
        `${tooFewMembers}. A group that is nearly the same as another, or as a region, cannot be saved: from the ` +
        `difference, the figures of fewer than ${TELLING} authorities could be worked out.`,
      // What was ticked would be lost by following one.
      startsFrom: errors.length > 0 ? [] : startsFrom(seen),
      regions: regionsView(seen, new Set(typed.members), errorOf.members !== undefined),
      errorOf,
    },
  };
}

function startsFrom({ own, saved }: GroupsSeen): { text: string; href: string }[] {
  return readyMadeChoices
    .filter(({ kind }) => kind !== 'all')
    .map((choice) => ({ text: peersLabel(choice, own, saved), href: startHref(choice) }));
}

function regionsView({ own, all }: GroupsSeen, ticked: ReadonlySet<number>, isRefused: boolean) {
  const others = all.filter(({ id }) => id !== own.id);
  const regions = [...new Set(others.map(({ region }) => region))].sort();
  const inUse = new Set(others.filter(({ id }) => ticked.has(id)).map(({ region }) => region));
  // The error's link leads to the first box here, which must be there to be seen.
  const first = regions.find((region) => inUse.has(region)) ?? regions[0];
  return regions.map((region) => {
    const here = others.filter((other) => other.region === region);
    return {
      name: region,
      number: formatCount(here.length, 'authority', 'authorities'),
      isOpen: inUse.has(region) || (isRefused && region === first),
      items: here.map(({ id, code, name }, place) => ({
        id: region === first && place === 0 ? 'members' : `members-${code}`,
        value: code,
        text: name,
        isTicked: ticked.has(id),
      })),
    };
  });
}

export function refusalErrors(refused: RefusedGroup): FieldError[] {
  if (refused.kind === 'too-near') return [{ field: 'members', message: tooNearSentence(refused) }];
  return [{ field: refused.kind === 'too-few' ? 'members' : 'name', message: sentences[refused.kind] }];
}

function tooNearSentence({ to, differing }: Extract<RefusedGroup, { kind: 'too-near' }>): string {
  const number = formatCount(differing.length, 'authority by itself', 'authorities by themselves');
  return (
    `This group is so near to another (${to}) that the difference would show ${number}: ` +
    `${differing.join(' and ')}. Add or take out at least ${TELLING}.`
  );
}

export function groupPage(group: GroupRecord, all: readonly AuthorityFacts[]): Page {
  const members = new Set(group.members);
  const isEnded = group.endedAt !== null;
  return {
    view: 'reports/groups-show',
    frame: { title: group.name, section: 'reports', backLink: paths.peerGroups },
    page: {
      title: group.name,
      isEnded,
      useHref: reportsHref({ kind: 'saved', id: group.id }),
      startHref: startHref({ kind: 'saved', id: group.id }),
      endHref: paths.peerGroupEnding(group.id),
      facts: factsOf(group),
      names: all.filter(({ id }) => members.has(id)).map(({ name }) => name),
    },
  };
}

function factsOf({ members, createdAt, createdBy, endedAt, endedBy }: GroupRecord) {
  const saved = { key: 'Saved', value: `${formatDateTime(createdAt)} by ${createdBy}` };
  const size = { key: 'Authorities', value: String(members.length) };
  if (!endedAt) return [size, saved];
  return [size, saved, { key: 'Ended', value: `${formatDateTime(endedAt)} by ${endedBy ?? ''}` }];
}

export function endingPage({ id, name }: GroupRecord, authority: string): Page {
  const title = `End the group “${name}”`;
  return {
    view: 'uploads/confirm',
    frame: { title, section: 'reports', backLink: paths.peerGroup(id) },
    page: {
      title,
      paragraphs: [
        `Nobody at ${authority} can choose it in a report any more. Addresses of reports that name it, bookmarks with them, stop working.`,
        'It cannot be brought back. SP-Bench goes on counting it when it checks that a new group is not nearly the same as another.',
      ],
      action: paths.peerGroupEnding(id),
      button: 'End the group',
      isWarning: true,
      cancelHref: paths.peerGroup(id),
    },
  };
}

const withPeers = (path: string, choice: PeersChoice): string =>
  choice.kind === 'all' ? path : `${path}?peers=${peersText(choice)}`;

const reportsHref = (choice: PeersChoice): string => withPeers(paths.reports, choice);
const startHref = (choice: PeersChoice): string => withPeers(paths.newPeerGroup, choice);
