import type { PersonalColumn } from '../personal-data.ts';

/** What the outbox holds on people. */
export const mailPersonalData: readonly PersonalColumn[] = [
  {
    table: 'outbox',
    column: 'content',
    category: 'contact',
    purpose: 'The address and text of a message that waits to be sent; sealed',
    lawfulBasis: 'legitimate-interests',
    retention: 'Until it is sent; 30 days after it could not be',
    onRemoval: 'delete-row',
  },
  {
    table: 'outbox',
    column: 'user_id',
    category: 'activity',
    purpose: 'Shows that a message about an account was sent, and when',
    lawfulBasis: 'legitimate-interests',
    retention: '90 days after the message was sent or given up',
    onRemoval: 'delete-row',
  },
];
