import { fieldWords, type StatementField } from '../../../accounts/index.ts';
import type { GivenField, GivenItem } from './withhold.ts';

/** Where the details stand that somebody can disagree with. */
const places: Readonly<Record<string, StatementField>> = {
  'users.name': 'name',
  'users.email': 'email',
  'users.role': 'role',
  'users.authority_id': 'authority',
  'contact_details.telephone': 'telephone',
  'contact_details.postal_address': 'postal-address',
};

/** Records of details with a field more that says which of them the person disputes, beside the detail itself (P67). */
export function markDisputed(items: readonly GivenItem[]): GivenItem[] {
  const statements = items.filter(
    ({ table, fields }) => table === 'disagreements' && valueOf(fields, 'withdrawn_at') === null,
  );
  const disputed = new Map(statements.map((one) => [valueOf(one.fields, 'field'), one]));
  return items.map((item) => {
    const own = item.fields.flatMap(({ column }) => {
      const field = places[`${item.table}.${column}`];
      return field !== undefined && disputed.has(field) ? [field] : [];
    });
    const said = own[0] === undefined ? undefined : disputed.get(own[0]);
    const like = said?.fields.find(({ column }) => column === 'statement');
    if (!said || !like) return item;
    const value = `${own.map((field) => fieldWords[field]).join(', ')}: see “${said.title}”`;
    const mark: GivenField = { ...like, column: 'disputed', label: 'Disputed', value, withheld: 'nothing' };
    return { ...item, fields: [...item.fields, mark] };
  });
}

function valueOf(fields: readonly GivenField[], column: string): unknown {
  return fields.find((one) => one.column === column)?.value;
}
