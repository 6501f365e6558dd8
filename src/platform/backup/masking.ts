import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { PersonalColumn } from '../personal-data.ts';
import type { BackedUpTable } from './tables.ts';

/** What stands in place of every text. */
export const MASKED = '(masked)';

/**
 * What a masked copy has nothing of (P30): what lets somebody in, what is sealed for other keys, and what would only be
 * blanks without what it quotes or was about.
 */
const leftOutWhenMasked = new Set([
  ...['invitations', 'password_resets', 'second_factors', 'recovery_codes', 'email_changes'],
  ...['outbox', 'suppressions', 'interests', 'objections'],
  // Copies for people who asked: sealed, every one.
  ...[
    'access_exports',
    'export_files',
    'export_file_chunks',
    'export_groups',
    'export_items',
    'export_downloads',
  ],
  ...['export_withholdings', 'export_proposals', 'export_searches', 'export_codes'],
  ...['originals', 'original_chunks', 're_extractions', 're_extraction_items'],
]);

type Masks = (column: string) => string;

/**
 * Columns that no declaration names, because they are about services and files: what is typed in them is masked as well,
 * since a name of a service can tell where somebody lives. And what has to agree with what is left out.
 */
function alsoMasked({
  textOf,
  nameOf,
  emailOf,
}: Record<'textOf' | 'nameOf' | 'emailOf', Masks>): Readonly<Record<string, string>> {
  return {
    'services.service_name': `'Masked service ' || service_id`,
    'finding_services.service_name': `'Masked service ' || service_id`,
    'findings.service_name': `case service_name when '' then '' else 'Masked service ' || service_id end`,
    'findings.value': textOf('value'),
    'findings.params': jsonOf('params'),
    'peer_groups.name': `'Group ' || id`,
    'mailings.subject': textOf('subject'),
    'mailings.body': textOf('body'),
    'former_names.value': `case kind when 'email' then ${emailOf('value')} else ${nameOf('value')} end`,
    // A correction changes something: the two stay apart.
    'corrections.value_before': `case when value_before is null then null else '${MASKED} before' end`,
    'corrections.value_after': `case when value_after is null then null else '${MASKED} after' end`,
    'uploads.original': `'none'`,
    'uploads.state': `case state when 'processing' then 'rejected' else state end`,
  };
}

interface ColumnFacts {
  name: string;
  type: string;
  /** Only words of a list are accepted, or it refers to a row that is in the copy. */
  isClosed: boolean;
  isUnique: boolean;
  isNullable: boolean;
}

export interface Masking {
  isLeftOut: (table: string) => boolean;
  /** SQL of each column of a table, in their order. */
  expressionsOf: (table: BackedUpTable) => string[];
}

/**
 * How each declared column is masked: names and addresses by others, the same for the same everywhere; texts by a blank;
 * what lets somebody in by nothing. Numbers, days and words out of a list stay, and stand for nobody. Which name became
 * which can be found out from nothing in the copy: the salt is forgotten.
 */
export async function maskingOf(
  client: pg.ClientBase,
  declared: readonly PersonalColumn[],
): Promise<Masking> {
  const salt = client.escapeLiteral(randomBytes(32).toString('hex'));
  const hashOf: Masks = (column) =>
    `substr(encode(sha256(convert_to(${salt} || lower(btrim(${column})), 'UTF8')), 'hex'), 1, 12)`;
  const nameOf: Masks = (column) => `'Person ' || ${hashOf(column)}`;
  const emailOf: Masks = (column) => `'person-' || ${hashOf(column)} || '@example.org'`;
  const textOf: Masks = (column) => `case when ${column} is null then null else '${MASKED}' end`;
  const facts = await factsOf(client);
  const also = alsoMasked({ textOf, nameOf, emailOf });
  const masked = new Map(declared.map((one) => [`${one.table}.${one.column}`, one]));
  const maskOf = (key: string, column: ColumnFacts): string => {
    const { name } = column;
    const quoted = `"${name}"`;
    const own = also[key];
    if (own) return own;
    const one = masked.get(key);
    if (!one || column.isClosed || !holdsWords(column.type)) return quoted;
    if (column.type === 'bytea') return `case when ${quoted} is null then null else '\\x'::bytea end`;
    if (one.category === 'credential') {
      if (column.isNullable) return 'null';
      throw new Error(`${key} lets somebody in and cannot be emptied: leave its table out of masked copies.`);
    }
    if (column.type === 'text[]')
      return `case when ${quoted} is null then null else array(select '${MASKED}' from unnest(${quoted})) end`;
    if (column.type.startsWith('json')) return jsonOf(quoted);
    if (/email/.test(name)) return emailOf(quoted);
    if (/^name$/.test(name)) return nameOf(quoted);
    return column.isUnique ? `'${MASKED} ' || ${hashOf(quoted)}` : textOf(quoted);
  };
  return {
    isLeftOut: (table) => leftOutWhenMasked.has(table),
    expressionsOf: ({ name: table, columns }) =>
      columns.map((name) => {
        const column = facts.get(`${table}.${name}`);
        if (!column) throw new Error(`Nothing is known of ${table}.${name}.`);
        return `(${maskOf(`${table}.${name}`, column)})::${column.type} as "${name}"`;
      }),
  };
}

const holdsWords = (type: string): boolean => /^(text|character|json|bytea)/.test(type);

/** Answers of forms by field: days, times, numbers and truth values stay, whatever was typed or chosen is blank. */
function jsonOf(column: string): string {
  const isTime = `value #>> '{}' ~ '^\\d{4}-\\d\\d-\\d\\d(T[0-9:.]+Z)?$'`;
  return `case when ${column} is null then null else (
    select coalesce(jsonb_object_agg(key, case
      when jsonb_typeof(value) in ('number', 'boolean', 'null') then value
      when jsonb_typeof(value) = 'string' and ${isTime} then value
      when jsonb_typeof(value) = 'array' then
        (select coalesce(jsonb_agg('${MASKED}'::text), '[]') from jsonb_array_elements(value))
      else to_jsonb('${MASKED}'::text) end), '{}')
    from jsonb_each(to_jsonb(${column}))) end`;
}

/** By "table.column". A CHECK on one column alone that compares it with a list lets nothing else in. */
async function factsOf(client: pg.ClientBase): Promise<ReadonlyMap<string, ColumnFacts>> {
  const { rows } = await client.query<ColumnFacts & { key: string }>(
    `select relname || '.' || attname as key, attname as name, format_type(atttypid, atttypmod) as type,
       not attnotnull as "isNullable",
       exists (select from pg_constraint where conrelid = attrelid and attnum = any (conkey) and (contype = 'f' or
         (contype = 'c' and conkey = array[attnum] and pg_get_constraintdef(oid) ~ '(= ANY|<@) .*ARRAY\\['))) as "isClosed",
       exists (select from pg_index where indrelid = attrelid and indisunique and attnum = any (indkey)) as "isUnique"
     from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped`,
  );
  return new Map(rows.map(({ key, ...column }) => [key, column]));
}
