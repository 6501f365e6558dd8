import { paths } from '../../paths.ts';
import { formatCount } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { PromiseRow } from './promise.ts';

/** What views/policies/promises.ejs shows. */
export interface PromisesView {
  contactHref: string;
  summary: string;
  rows: {
    id: string;
    says: string;
    state: string;
    /** Pages are links. */
    where: { text: string; href: string | null }[];
    tests: readonly string[];
  }[];
}

const states = { kept: 'Kept', 'does-not-apply': 'Does not apply' };

export function promisesPage(rows: readonly PromiseRow[]): Page {
  const count = (state: PromiseRow['state']): number => rows.filter((row) => row.state === state).length;
  const page: PromisesView = {
    contactHref: paths.contact,
    summary: `${formatCount(rows.length, 'promise')}: ${count('kept')} kept, and ${count('does-not-apply')} that do not apply here.`,
    rows: rows.map(({ id, says, state, where, tests }) => ({
      ...{ id, says, tests, state: states[state] },
      where: where.map((text) => ({ text, href: state === 'kept' && text.startsWith('/') ? text : null })),
    })),
  };
  const frame = { title: 'Promises', backLink: paths.documentation };
  return { view: 'policies/promises', frame, page };
}
