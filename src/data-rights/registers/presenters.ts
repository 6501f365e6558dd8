import { paths } from '../../paths.ts';
import { formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { factsShown, fieldsShown, valueShown } from './presenters-fields.ts';
import { typedFrom } from './rules/read-fields.ts';
import type { TypedValues } from './specification/field.ts';
import { type RegisterKind, registerKinds, registers } from './specification/registers.ts';
import type { EntryVersion, RegisterCounts, RegisterEntry } from './store.ts';

export function registersPage(counts: Readonly<Partial<Record<RegisterKind, RegisterCounts>>>): Page {
  const title = 'Registers';
  return {
    view: 'data-rights/registers',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      title,
      cards: registerKinds.map((kind) => {
        const { inForce = 0, due = 0 } = counts[kind] ?? {};
        const dueWords = due === 0 ? '' : `, ${formatCount(due, 'is', 'are')} due to be looked at`;
        const text = `${inForce === 0 ? 'None' : inForce.toLocaleString('en-GB')} in force${dueWords}.`;
        return { title: registers[kind].title, href: paths.register(kind), text };
      }),
    },
  };
}

interface RegisterView {
  kind: RegisterKind;
  entries: readonly RegisterEntry[];
  asked: PageAsked;
  total: number;
  /** YYYY-MM-DD */
  today: string;
  mayKeep: boolean;
}

export function registerPage({ kind, entries, asked, total, today, mayKeep }: RegisterView): Page {
  const { title, lead, one, empty, besideField, fields } = registers[kind];
  const beside = fields.find(({ name }) => name === besideField);
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.registers },
    page: {
      ...{ title, lead, notice: null, filters: [], empty },
      add: mayKeep ? { text: `Add ${one}`, href: paths.newRegisterEntry(kind) } : null,
      caption: 'What is due first, then what has ended',
      heads: [kind === 'training' ? 'Who' : 'Name', 'State', beside?.label ?? '', 'To be looked at again'],
      rows: entries.map((entry) => ({
        ...{ text: nameOf(kind, entry), href: paths.registerEntry(kind, entry.id), tag: tagOf(entry, today) },
        cells: [
          (beside && valueShown(beside, entry.latest.values[beside.name] ?? null)) ?? '–',
          formatDay(entry.reviewOn),
        ],
      })),
      pagination: pagination(
        asked,
        total,
        `Pages of ${title}`,
        (page) => `${paths.register(kind)}?page=${page}`,
      ),
    },
  };
}

function nameOf(kind: RegisterKind, { person, latest }: RegisterEntry): string {
  const { nameField } = registers[kind];
  return nameField === null ? (person?.name ?? '') : String(latest.values[nameField]);
}

function tagOf({ endedOn, reviewOn }: RegisterEntry, today: string): { text: string; colour: string } {
  if (endedOn !== null) return { text: 'Ended', colour: 'grey' };
  return reviewOn <= today ? { text: 'Overdue', colour: 'red' } : { text: 'In force', colour: 'green' };
}

interface EntryView {
  kind: RegisterKind;
  entry: RegisterEntry;
  versions: readonly EntryVersion[];
  /** YYYY-MM-DD */
  today: string;
  mayKeep: boolean;
}

export function entryPage({ kind, entry, versions, today, mayKeep }: EntryView): Page {
  const name = nameOf(kind, entry);
  const { fields, title } = registers[kind];
  const [, ...earlier] = versions;
  return {
    view: 'data-rights/register-entry',
    frame: { title: `${name}: ${title}`, section: 'back-office', backLink: paths.register(kind) },
    page: {
      ...{ title: name, caption: title, tag: tagOf(entry, today) },
      facts: [
        ...factsShown(fields, entry.latest.values),
        ...(entry.endedOn ? [{ key: 'Ended', value: formatDay(entry.endedOn) }] : []),
        { key: 'Saved', value: savedWords(entry.latest) },
      ],
      changeHref: mayKeep && entry.endedOn === null ? paths.registerVersions(kind, entry.id) : null,
      endAction: paths.registerEnding(kind, entry.id),
      versions: earlier.map((version) => ({
        ...{ heading: `Version ${version.number}`, by: savedWords(version) },
        facts: factsShown(fields, version.values),
      })),
    },
  };
}

const savedWords = ({ number, savedAt, savedBy }: EntryVersion): string =>
  `Version ${number}, by ${savedBy}, ${formatDateTime(savedAt)}`;

export function typedOf(kind: RegisterKind, { latest }: RegisterEntry): TypedValues {
  return typedFrom(registers[kind].fields, latest.values);
}

/** For a new entry, or a new version of one. */
export function entryForm(
  kind: RegisterKind,
  entry: RegisterEntry | null,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const { title: caption, lead, fields } = registers[kind];
  const title = entry ? `Change ${nameOf(kind, entry)}` : `Add to ${caption.toLowerCase()}`;
  const back = entry ? paths.registerEntry(kind, entry.id) : paths.register(kind);
  return {
    view: 'data-rights/step',
    frame: { title, section: 'back-office', backLink: back, errors },
    page: {
      ...{ title, caption, lead, notice: null, button: 'Save', cancelHref: back },
      guidance: entry ? ['What is saved now is a new version. The versions before it are kept.'] : [],
      action: entry ? paths.registerVersions(kind, entry.id) : paths.newRegisterEntry(kind),
      fields: fieldsShown(
        fields.filter(({ name }) => entry === null || name !== 'account'),
        typed,
        errors,
      ),
    },
  };
}
