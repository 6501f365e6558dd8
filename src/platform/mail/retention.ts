import { type RetentionHolder, rowsWithTerm } from '../retention.ts';
import { kept } from '../retention-classes.ts';

const ofPerson = { table: 'outbox', since: 'ended_at', whose: ['user_id'] };

/** Letters that could not be sent lose what they say; later, what is left of any letter goes. */
export const mailRetention: readonly RetentionHolder[] = [
  rowsWithTerm({
    ...{ ...ofPerson, class: kept.letterContent, only: `state = 'dead' and content is not null` },
    erase: async (trx, ids) => {
      await trx('outbox').whereIn('id', ids).update({ content: null });
    },
  }),
  rowsWithTerm({ ...ofPerson, class: kept.letter }),
];
