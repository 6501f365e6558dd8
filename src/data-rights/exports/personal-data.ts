import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept as classes } from '../../platform/retention-classes.ts';

const answering = 'Giving somebody who asks a copy of what is held on them';

const kept = {
  lawfulBasis: 'legal-obligation',
  retention: classes.exportPart,
} as const;

const staff = {
  ...kept,
  category: 'activity',
  purpose: 'Shows who at Oxford Computer Consultants gathered, reviewed, approved and delivered it',
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** What stands sealed in the tables below an export: it is about whom the export is about, and goes with it. */
const within = {
  ...kept,
  category: 'contact',
  whose: null,
  through: ['export_id.user_id'],
  unseen: 'Sealed copies of what is given itself, and why parts of it are withheld',
  purpose: answering,
  onRemoval: 'delete-row',
} as const satisfies Partial<PersonalColumn>;

/** The copy of the data itself: it goes with the package. */
const copied = { ...within, retention: classes.exportContent } as const;

const byStaff = (table: string, column: string, label: string): PersonalColumn => ({
  ...{ ...staff, table, column, label, whose: column },
});

/**
 * What exports hold: whose they are, and, sealed, what is in them. Removing a person removes the exports of their data,
 * packages that wait to be fetched included (C13).
 */
export const exportPersonalData: readonly PersonalColumn[] = [
  {
    ...{ ...kept, table: 'access_exports', column: 'user_id', category: 'identity', purpose: answering },
    ...{
      label: 'copies of your data that were made',
      beside: ['state', 'asked_at', 'released_at', 'expires_at'],
    },
    onRemoval: 'delete-row',
  },
  {
    ...{ ...kept, table: 'access_exports', column: 'letter', category: 'contact', purpose: answering },
    ...{ label: 'covering letter', onRemoval: 'delete-row' },
  },
  byStaff('access_exports', 'asked_by', 'copies of data you had gathered'),
  byStaff('access_exports', 'finished_by', 'copies of data you reviewed'),
  byStaff('access_exports', 'approved_by', 'copies of data you approved'),
  byStaff('access_exports', 'released_by', 'copies of data you delivered'),
  byStaff('access_exports', 'ended_by', 'copies of data you took back'),
  {
    ...{ ...copied, table: 'export_file_chunks', column: 'bytes', through: ['file_id.export_id.user_id'] },
    label: 'packages, and files added by hand',
  },
  { ...copied, table: 'export_items', column: 'sealed', label: 'what was found' },
  { ...copied, table: 'export_items', column: 'note', label: 'why something was left out' },
  byStaff('export_items', 'reviewed_by', 'records you looked at'),
  { ...within, table: 'export_withholdings', column: 'sealed', label: 'what is withheld, and why' },
  byStaff('export_withholdings', 'decided_by', 'what you withheld'),
  { ...copied, table: 'export_proposals', column: 'sealed', label: 'words that may name somebody else' },
  byStaff('export_proposals', 'decided_by', 'words you judged'),
  { ...within, table: 'export_searches', column: 'sealed', label: 'where was looked, and what for' },
  byStaff('export_searches', 'recorded_by', 'searches you noted'),
  byStaff('export_codes', 'made_by', 'codes you made'),
  {
    ...within,
    table: 'export_codes',
    column: 'token_hash',
    category: 'credential',
    label: 'link to a package',
  },
  {
    ...within,
    table: 'export_codes',
    column: 'code_hash',
    category: 'credential',
    label: 'code for a package',
  },
  {
    ...{ ...kept, table: 'export_downloads', column: 'user_id', category: 'activity', beside: ['way', 'at'] },
    purpose: 'Shows that a package arrived, and with whom',
    ...{
      label: 'packages you downloaded',
      onRemoval: { keep: 'The number stands for nobody once the account is removed' },
    },
  },
];
