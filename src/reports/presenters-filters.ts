import { paths } from '../paths.ts';
import {
  dimensions,
  labelsOf,
  type Choices,
  type Dimension,
  type Filters,
  type Places,
} from './dimensions.ts';
import type { Measure } from './measures.ts';

/** The address that reproduces a report: its choices, in the order of the form. */
export function query(choices: Choices, page?: number | 'all'): string {
  const params = new URLSearchParams();
  for (const { name } of dimensions) {
    for (const label of choices.filters[name] ?? []) params.append(name, label);
  }
  if (choices.groupBy !== null) params.set('groupBy', choices.groupBy);
  if (page !== undefined && page !== 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

export function reportAddress(measure: Measure, choices: Choices, page?: number | 'all'): string {
  return paths.report(measure.family, measure.slug) + query(choices, page);
}

/** The form of filters and grouping, and the choices in force, each with the address that is without it. */
export function filtersView(measure: Measure, choices: Choices, places: Places) {
  const chosen = dimensions.flatMap(({ name, label }) =>
    (choices.filters[name] ?? []).map((value) => ({
      text: `${label}: ${value}`,
      clearHref: reportAddress(measure, { ...choices, filters: without(choices.filters, name, value) }),
    })),
  );
  return {
    action: paths.report(measure.family, measure.slug),
    chosen,
    clearHref: reportAddress(measure, { filters: {}, groupBy: choices.groupBy }),
    groupBy: [
      { value: '', text: 'No grouping', selected: choices.groupBy === null },
      ...dimensions.map(({ name, label }) => ({
        value: name,
        text: label,
        selected: choices.groupBy === name,
      })),
    ],
    fields: dimensions.map(({ name, label, of }) => ({
      name,
      label,
      hint: of === 'authority' ? 'Narrows the peers, never your own services.' : '',
      chosen: choices.filters[name]?.length ?? 0,
      items: labelsOf(name, places).map((value) => ({
        value,
        text: value,
        checked: choices.filters[name]?.includes(value) ?? false,
      })),
    })),
  };
}

function without(filters: Filters, name: Dimension, value: string): Filters {
  return { ...filters, [name]: filters[name]?.filter((label) => label !== value) };
}
