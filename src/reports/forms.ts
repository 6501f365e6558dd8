import { z } from 'zod';
import { dimensions, labelsOf, type Choices, type Dimension, type Places } from './dimensions.ts';
import { allPeers, usablePeers, type PeersChoice, type SavedGroup } from './comparison-groups/peer-groups.ts';

/** What an address asks for. What it asks wrongly is left out, and said in `notices`. */
export interface ParsedChoices {
  choices: Choices;
  /** Page of the own services' list, from 1; `all` on one page. */
  page: number | 'all';
  notices: string[];
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]).default([]);
const one = z.string().default('');
const pageNumber = z.union([
  z.literal('all'),
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
]);

/** What choices may be of: the country's places, and the groups that the reader's authority has saved. */
export interface Known {
  places: Places;
  saved: readonly SavedGroup[];
}

export function parseChoices(query: Record<string, unknown>, { places, saved }: Known): ParsedChoices {
  const notices: string[] = [];
  const filters: Partial<Record<Dimension, string[]>> = {};
  for (const { name, label } of dimensions) {
    const known = labelsOf(name, places);
    const asked = textsOf(query[name], `the filter on ${label.toLowerCase()}`, notices);
    const unknown = asked.filter((text) => !known.includes(text));
    if (unknown.length > 0) notices.push(unknownValues(label, unknown));
    const chosen = known.filter((text) => asked.includes(text));
    if (chosen.length > 0) filters[name] = chosen;
  }
  const choices: Choices = {
    filters,
    groupBy: parseGroupBy(query.groupBy, notices),
    peers: parsePeersChoice(query.peers, saved, notices) ?? allPeers,
    show: query.show ? parsePeersChoice(query.show, saved, notices) : null,
  };
  return {
    choices: withoutPlaces(choices, notices),
    page: parsePage(query.page, notices),
    notices,
  };
}

/**
 * A group of authorities says by itself where its members are: with a filter or a grouping by place as well, parts of
 * one group could be held against another whole, and nothing of it might be shown.
 */
function withoutPlaces(choices: Choices, notices: string[]): Choices {
  const isSet = (choice: PeersChoice | null) => choice?.kind === 'saved' || choice?.kind === 'nearest';
  if (!isSet(choices.peers) && !isSet(choices.show)) return choices;
  const { region, authorityType, ...filters } = choices.filters;
  const isByPlace = choices.groupBy === 'region' || choices.groupBy === 'authorityType';
  if (!region && !authorityType && !isByPlace) return choices;
  notices.push(
    'A comparison group of chosen authorities is not divided by region or type of authority, so these choices were ' +
      'left out. To use them, compare with all other authorities.',
  );
  return { ...choices, filters, groupBy: isByPlace ? null : choices.groupBy };
}

function parseGroupBy(asked: unknown, notices: string[]): Dimension | null {
  const parsed = one.safeParse(asked);
  const text = parsed.success ? parsed.data : 'more than one';
  if (text === '') return null;
  const dimension = dimensions.find(({ name }) => name === text);
  if (!dimension) {
    notices.push(`There is no grouping by “${cut(text)}”. The services are shown as one group.`);
  }
  return dimension?.name ?? null;
}

function parsePeersChoice(
  asked: unknown,
  saved: readonly SavedGroup[],
  notices: string[],
): PeersChoice | null {
  const choice = asked === 'all' ? allPeers : usablePeers(asked, saved);
  if (choice) return choice;
  const named = typeof asked === 'string' ? ` “${cut(asked)}”` : '';
  notices.push(
    `There is no comparison group${named} that your authority can use, so it was left out. It may have been ended.`,
  );
  return null;
}

function parsePage(asked: unknown, notices: string[]): number | 'all' {
  if (asked === undefined || asked === '') return 1;
  const { success, data } = pageNumber.safeParse(asked);
  if (success) return data;
  notices.push(`${quoted(asked)} is no page of your services. The first is shown.`);
  return 1;
}

/** Says that a list has no such choice; what stands instead is in the rest of the sentence. */
export function notInList(asked: unknown, list: string, instead: string): string {
  return `${quoted(asked)} is not in the list “${list}”, so ${instead}.`;
}

function textsOf(asked: unknown, what: string, notices: string[]): string[] {
  const parsed = texts.safeParse(asked);
  if (!parsed.success) {
    notices.push(`The address of this page is not clear about ${what}, so it was left out.`);
    return [];
  }
  return parsed.data.filter((text) => text !== '');
}

function unknownValues(label: string, values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `“${cut(value)}”`);
  if (values.length === 1)
    return `${label} ${shown.join()} is not in the list, so it was left out of the filter.`;
  const more = values.length > shown.length ? ` and ${values.length - shown.length} more` : '';
  return `${label} ${shown.join(', ')}${more} are not in the list, so they were left out of the filter.`;
}

/** What an address says, as a page may repeat it; more than one text is not repeated. */
function quoted(asked: unknown): string {
  return typeof asked === 'string' ? `“${cut(asked)}”` : 'What the address says';
}

/** Characters that are not seen, or that turn the direction of others, are not repeated. */
function cut(text: string): string {
  const seen = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD');
  return seen.length > 60 ? `${seen.slice(0, 60)}…` : seen;
}
