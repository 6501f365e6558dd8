import type { Knex } from 'knex';
import { type Statement, statementsOn } from '../accounts/index.ts';
import type { Correction } from './corrections/correction.ts';
import { correctionsOf } from './corrections/store.ts';
import type { Objection } from './objections/objection.ts';
import { objectionsOf } from './objections/store.ts';
import type { Recipient, ToldKind } from './recipients/recipient.ts';
import { recipientsOf } from './recipients/store.ts';
import type { Restriction } from './restrictions/restriction.ts';
import { restrictionsOf } from './restrictions/store.ts';

/** How it stands with a person's rights over what is held: for their own page, and for those who look after them. */
export interface RightsOfPerson {
  restrictions: (Restriction & { recipients: Recipient[] })[];
  objections: Objection[];
  corrections: (Correction & { recipients: Recipient[] })[];
  statements: Statement[];
}

export async function rightsOfPerson(db: Knex, userId: number): Promise<RightsOfPerson> {
  const [restrictions, objections, corrections, statements] = await Promise.all([
    ...([restrictionsOf(db, userId), objectionsOf(db, userId)] as const),
    ...([correctionsOf(db, userId), statementsOn(db, userId)] as const),
  ]);
  return {
    ...{ objections, statements },
    restrictions: await withRecipients(db, 'restriction', restrictions),
    corrections: await withRecipients(db, 'correction', corrections),
  };
}

async function withRecipients<One extends { id: number }>(
  db: Knex,
  kind: ToldKind,
  all: readonly One[],
): Promise<(One & { recipients: Recipient[] })[]> {
  const recipients = await recipientsOf(
    db,
    kind,
    all.map(({ id }) => id),
  );
  return all.map((one) => ({ ...one, recipients: recipients.filter(({ of }) => of === one.id) }));
}
