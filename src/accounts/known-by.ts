import type { Knex } from 'knex';

/** All that an account is known by, present and former; each part is found by whose it is, by an index. */
const KNOWN_BY = `(
  strpos(lower(concat_ws(' ', users.name, users.email, authorities.name)), lower(:word)) > 0
  or exists (select from former_names where user_id = users.id and strpos(lower(value), lower(:word)) > 0)
  or exists (select from contact_details where user_id = users.id
    and strpos(lower(concat_ws(' ', telephone, postal_address)), lower(:word)) > 0)
  or exists (select from corrections where user_id = users.id and state = 'done'
    and field in ('telephone', 'postal-address') and strpos(lower(value_before), lower(:word)) > 0))`;

/**
 * Narrows a query of users with their authorities to those who are known by all of these words, each somewhere in a name, an
 * address, a telephone number or an authority's name that they have or had. No character has a meaning of its own.
 */
export function knownBy(query: Knex.QueryBuilder, words: string): void {
  for (const word of words.split(/\s+/).filter(Boolean)) void query.whereRaw(KNOWN_BY, { word });
}
