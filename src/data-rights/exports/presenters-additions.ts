import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import type { RegisterEntry } from '../registers/store.ts';
import { one, type Typed } from '../requests/forms.ts';
import type { AccessExport, ReviewItem } from './access-export.ts';
import { isUnderReview } from './access-export.ts';
import { searchResult, valueInWords } from './package/words.ts';
import type { LoggedSearch } from './store-withholdings.ts';

interface AskedExport {
  present: AccessExport;
  seen: { today: string };
}

function partPage(
  view: string,
  title: string,
  { present }: Pick<AskedExport, 'present'>,
  errors: FieldError[],
  page: object,
): Page {
  const { reference } = present;
  return {
    view: `data-rights/exports/${view}`,
    frame: {
      ...{ title: `${title}: ${reference}`, section: 'requests', errors },
      backLink: paths.accessExport(reference),
    },
    page: {
      ...{
        title,
        caption: reference,
        backHref: paths.accessExport(reference),
        isOpen: isUnderReview(present),
      },
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      ...page,
    },
  };
}

interface SearchesView {
  asked: AskedExport;
  searches: readonly LoggedSearch[];
  /** Entries of the register of paper files. */
  paper: readonly RegisterEntry[];
  typed: Typed;
  errors: FieldError[];
}

/** The log of searches (L6), with the paper files that are entered and whether each was searched (P61). */
export function searchesPage({ asked, searches, paper, typed, errors }: SearchesView): Page {
  const { reference } = asked.present;
  return partPage('searches', 'Where was looked', asked, errors, {
    action: paths.exportPart('searches', reference),
    removalAction: paths.exportPart('searches/removal', reference),
    registerHref: paths.register('paper'),
    searches: searches.map((search) => ({
      ...{ id: search.id, place: search.place, terms: search.terms || '–', on: formatDay(search.on) },
      ...{
        result: searchResult(search),
        by: search.recordedBy ?? 'SP-Bench',
        isOwn: search.recordedBy !== null,
      },
    })),
    paper: paper
      .filter(({ endedOn }) => endedOn === null)
      .map(({ id, latest: { values } }) => {
        const name = `Paper: ${String(values.what)}`;
        return {
          ...{ name, href: paths.registerEntry('paper', id) },
          where: `${String(values.place)}; ${String(values.keeper)}; found ${String(values.order)}`,
          isDone: searches.some(({ place }) => place === name),
        };
      }),
    ...{ place: one(typed, 'place'), terms: one(typed, 'terms'), result: one(typed, 'result') },
    ...{
      whyNot: one(typed, 'whyNot'),
      on: one(typed, 'on') || asked.seen.today.split('-').reverse().join('/'),
    },
  });
}

export function letterPage(
  asked: Pick<AskedExport, 'present'>,
  { letter, errors }: { letter: string; errors: FieldError[] },
): Page {
  const action = paths.exportPart('letter', asked.present.reference);
  return partPage('letter', 'The covering letter', asked, errors, { action, letter });
}

interface AttachmentsView {
  asked: Pick<AskedExport, 'present'>;
  items: readonly ReviewItem[];
  about: string;
  errors: FieldError[];
}

export function attachmentsPage({ asked, items, about, errors }: AttachmentsView): Page {
  const { reference } = asked.present;
  return partPage('attachments', 'Files added by hand', asked, errors, {
    ...{ action: paths.exportPart('attachments', reference), about },
    items: items.map(({ number, values }) => ({
      ...{ href: paths.exportItem(reference, number), name: valueInWords(values.name) },
      about: valueInWords(values.about),
    })),
  });
}
