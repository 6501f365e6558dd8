import type { Knex } from 'knex';
import { londonDayOf } from '../rules/london-time.ts';
import { requestBy } from '../requests/store.ts';
import { personBy } from '../requests/store-people.ts';
import type { AccessExport } from './access-export.ts';
import type { ExportContents } from './export.ts';
import { draftPackageLetter, type LetterContact, type PackageLetterFacts } from './package/letter.ts';

export interface LetterParts {
  /** All uses that are made of personal data. */
  uses: PackageLetterFacts['uses'];
  /** The data protection officer. */
  officer: () => Promise<LetterContact>;
}

/** The covering letter as it begins: to whoever asked, with all that the law adds to a copy (L11). */
export async function draftLetter(
  trx: Knex.Transaction,
  { uses, officer }: LetterParts,
  { reference, userId, askedAt }: AccessExport,
  contents: Pick<ExportContents, 'items' | 'files' | 'searches'>,
): Promise<string> {
  const request = await requestBy(trx, reference);
  const person = await personBy(trx, userId);
  return draftPackageLetter({
    reference,
    name: request?.sender.name ?? person?.name ?? '',
    actsFor: request?.actsFor ?? null,
    receivedOn: request?.receivedOn ?? londonDayOf(askedAt),
    contents: { ...contents, withholdings: [] },
    ...{ uses, codes: [], officer: await officer() },
  });
}
