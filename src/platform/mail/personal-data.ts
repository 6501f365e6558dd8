import type { PersonalColumn } from '../personal-data.ts';
import { kept } from '../retention-classes.ts';

/** What the outbox holds on people. */
export const mailPersonalData: readonly PersonalColumn[] = [
  {
    table: 'outbox',
    column: 'content',
    category: 'contact',
    purpose: 'The address and text of a message that waits to be sent; sealed',
    lawfulBasis: 'legitimate-interests',
    retention: kept.letterContent,
    onRemoval: 'delete-row',
  },
  {
    table: 'outbox',
    column: 'user_id',
    category: 'activity',
    purpose: 'Shows that a message about an account was sent, and when',
    lawfulBasis: 'legitimate-interests',
    retention: kept.letter,
    onRemoval: 'delete-row',
  },
];

/** What is held on people outside the database: letters, where no server takes mail. */
export const personalFiles: readonly (Pick<PersonalColumn, 'purpose' | 'lawfulBasis' | 'retention'> & {
  place: string;
})[] = [
  {
    place: 'DATA_DIR/mail',
    purpose: 'Lets letters be read where no server takes mail',
    lawfulBasis: 'legitimate-interests',
    retention: kept.letterCopy,
  },
];
