import { z } from 'zod';
import { dimensions, labelsOf, type Choices, type Dimension, type Places } from './dimensions.ts';

/** What an address asks for. What it asks wrongly is left out, and said in `notices`. */
export interface ParsedChoices {
  choices: Choices;
  /** Page of the own services' list, from 1; `all` on one page. */
  page: number | 'all';
  notices: string[];
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]).default([]);
const one = z.string().default('');
const pageNumber = z.union([z.literal('all'), z.coerce.number().int().min(1).max(1_000_000)]).catch(1);

export function parseChoices(query: Record<string, unknown>, places: Places): ParsedChoices {
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
  return {
    choices: { filters, groupBy: parseGroupBy(query.groupBy, notices) },
    page: pageNumber.parse(query.page ?? 1),
    notices,
  };
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

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
