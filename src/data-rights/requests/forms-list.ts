import { rights, type Right } from '../contact.ts';
import { type Standing, standings } from './rules/case-facts.ts';

/** Which requests are asked for; nonsense is left out. */
export interface CaseFilter {
  /** As in the address: `due-soon`; empty for every open one. */
  state: string;
  standing: Standing | null;
  right: Right | null;
  assignee: '' | 'me' | 'nobody';
}

export function parseCaseFilter({ state, right, assignee }: Record<string, unknown>): CaseFilter {
  const standing = standings.find((known) => known.replace(' ', '-') === state) ?? null;
  return {
    ...{ standing, state: standing?.replace(' ', '-') ?? '' },
    right: rights.find((known) => known === right) ?? null,
    assignee: assignee === 'me' || assignee === 'nobody' ? assignee : '',
  };
}
