import type { Knex } from 'knex';
import { type Statement, statementsOn } from '../accounts/index.ts';
import type { Correction, Recipient } from './corrections/correction.ts';
import { correctionsOf, recipientsOf } from './corrections/store.ts';
import type { Objection } from './objections/objection.ts';
import { objectionsOf } from './objections/store.ts';
import type { Restriction } from './restrictions/restriction.ts';
import { restrictionsOf } from './restrictions/store.ts';

/** How it stands with a person's rights over what is held: for their own page, and for those who look after them. */
export interface RightsOfPerson {
  restrictions: Restriction[];
  objections: Objection[];
  corrections: (Correction & { recipients: Recipient[] })[];
  statements: Statement[];
}

export async function rightsOfPerson(db: Knex, userId: number): Promise<RightsOfPerson> {
  const [restrictions, objections, corrections, statements] = await Promise.all([
    ...([restrictionsOf(db, userId), objectionsOf(db, userId)] as const),
    ...([correctionsOf(db, userId), statementsOn(db, userId)] as const),
  ]);
  const recipients = await recipientsOf(
    db,
    corrections.map(({ id }) => id),
  );
  return {
    ...{ restrictions, objections, statements },
    corrections: corrections.map((one) => ({
      ...one,
      recipients: recipients.filter(({ correctionId }) => correctionId === one.id),
    })),
  };
}
