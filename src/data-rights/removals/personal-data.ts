import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const part = {
  table: 'removals',
  category: 'activity',
  lawfulBasis: 'legal-obligation',
  retention: kept.removal,
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

const recipient = {
  table: 'removal_recipients',
  category: 'activity',
  purpose: 'Shows who was told that somebody’s data is removed, without saying whose it was',
  lawfulBasis: 'legal-obligation',
  retention: kept.removalPart,
  onRemoval: { keep: 'Nothing in it says whose data it was' },
} as const;

const nameless = {
  ...recipient,
  whose: null,
  untraceable: 'The person’s names and addresses are taken out before it is written down',
} as const;

/** What a removal keeps on people: numbers of accounts; and, until it is certified, what it searches for, sealed. */
export const removalPersonalData: readonly PersonalColumn[] = [
  {
    table: 'users',
    column: 'removed_at',
    label: 'Account removed',
    category: 'activity',
    purpose: 'Shows that a number stands for nobody any more',
    lawfulBasis: 'legal-obligation',
    retention: kept.tombstone,
    onRemoval: { keep: 'Without a name beside it, it says nothing about anybody' },
  },
  { ...part, column: 'user_id', label: 'Account to be removed', purpose: 'Says whose removal it is' },
  {
    ...part,
    ...{
      column: 'confirmed_by',
      whose: 'confirmed_by',
      label: 'removals of uploads confirmed by you',
      beside: ['confirmed_on'],
    },
    purpose: 'Shows which lead officer agreed that an authority’s data goes',
  },
  {
    ...part,
    ...{
      column: 'requested_by',
      whose: 'requested_by',
      label: 'removals asked for by you',
      beside: ['requested_at'],
    },
    purpose: 'Shows that two people removed, and which',
  },
  {
    ...part,
    ...{
      column: 'decided_by',
      whose: 'decided_by',
      label: 'removals decided by you',
      beside: ['decided_at'],
    },
    purpose: 'Shows that two people removed, and which',
  },
  {
    ...part,
    ...{ column: 'traces', category: 'credential' },
    purpose: 'Sealed: what a search looks for after a removal, to be sure that nothing is left',
    retention: kept.removalTraces,
    onRemoval: { keep: 'Goes with the certificate' },
  },
  {
    table: 'removal_traces',
    column: 'settled_by',
    label: 'places judged by you',
    beside: ['settled_at'],
    category: 'activity',
    purpose: 'Shows who judged what was still found',
    lawfulBasis: 'legal-obligation',
    retention: kept.removalPart,
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
  { ...nameless, column: 'recipient', label: 'who was given data of somebody removed' },
  { ...nameless, column: 'reason', label: 'why they were not told of the removal' },
  {
    ...{ ...recipient, column: 'settled_by', label: 'recipients of a removal settled by you' },
    ...{ whose: 'settled_by', beside: ['settled_on'] },
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
];
