import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const contact = {
  table: 'contact_details',
  category: 'contact',
  lawfulBasis: 'legitimate-interests',
  retention: kept.takenBack,
  onRemoval: 'delete-row',
} as const;

const source = {
  table: 'personal_fields',
  category: 'activity',
  purpose: 'Shows where each detail comes from, and since when',
  lawfulBasis: 'legitimate-interests',
  retention: kept.accountLife,
  onRemoval: 'delete-row',
} as const;

const change = {
  table: 'email_changes',
  lawfulBasis: 'legitimate-interests',
  retention: kept.emailChange,
  onRemoval: 'delete-row',
} as const;
const changeAddress = {
  ...change,
  category: 'contact',
  purpose: 'Changes the address, or puts it back',
} as const;
const changeLink = {
  ...change,
  category: 'credential',
  purpose: 'Recognises the link in the letter; the link itself is not kept',
} as const;
const changeTime = { ...change, category: 'activity', purpose: 'Decides how long the links work' } as const;

/** What a person's own account pages hold on them beside the account itself. */
export const yourAccountPersonalData: readonly PersonalColumn[] = [
  {
    table: 'users',
    column: 'details_confirmed_at',
    label: 'Details last confirmed',
    category: 'activity',
    purpose: 'Asks once a year whether the details are still right',
    lawfulBasis: 'legal-obligation',
    retention: kept.accountLife,
    onRemoval: 'empty',
  },
  { ...contact, column: 'user_id', label: 'Your number', purpose: 'Says whose details they are' },
  {
    ...contact,
    column: 'telephone',
    purpose: 'Ringing the person about their work in SP-Bench, where they gave it',
  },
  { ...contact, column: 'postal_address', purpose: 'Writing to the person by post, where they gave it' },
  { ...source, column: 'user_id', label: 'Your number' },
  { ...source, column: 'field', label: 'Detail' },
  { ...source, column: 'source', label: 'Given by' },
  { ...source, column: 'set_at', label: 'Since' },
  { ...changeTime, column: 'user_id', label: 'Your number' },
  { ...changeAddress, column: 'old_email', label: 'Old email address' },
  { ...changeAddress, column: 'new_email', label: 'New email address' },
  { ...changeLink, column: 'confirm_hash', label: 'Fingerprint of the link to the new address' },
  { ...changeLink, column: 'stop_hash', label: 'Fingerprint of the links to the old address' },
  { ...changeTime, column: 'asked_at', label: 'Asked for' },
  { ...changeTime, column: 'new_confirmed_at', label: 'Confirmed from the new address' },
  { ...changeTime, column: 'old_confirmed_at', label: 'Confirmed from the old address' },
  { ...changeTime, column: 'confirmed_at', label: 'In use since' },
  { ...changeTime, column: 'stopped_at', label: 'Stopped' },
];
