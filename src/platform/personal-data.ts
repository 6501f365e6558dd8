import type { RetentionClass } from './retention-classes.ts';

/**
 * One column that holds something about a person. Each feature declares its own in its personal-data.ts; everything that
 * is said or done about personal data (access, correction, removal, retention, the processing record) reads these lists.
 */
export interface PersonalColumn {
  table: string;
  column: string;
  /** Kind of data, in words that its subject would use. */
  category: 'identity' | 'contact' | 'role' | 'credential' | 'activity';
  purpose: string;
  /** UK GDPR article 6(1): (a) consent, (c) a legal duty, (e) a public task, (f) legitimate interests. */
  lawfulBasis: 'consent' | 'legal-obligation' | 'public-task' | 'legitimate-interests';
  /** How long it is kept: one of the classes of retention, which are carried out every night. */
  retention: RetentionClass;
  /** What removing the person does: empties the column, deletes the row, or keeps it, and then why. */
  onRemoval: 'empty' | 'delete-row' | { keep: string };
  /** What it is called where people read what is held on them. Without one, the column's name in words. */
  label?: string;
  /**
   * The column of the same table that says whose row it is: they see it at once. Null where none does. Without it, what
   * refers to users in the table decides: `user_id`, or else the column itself (`id` in users itself), or else nothing.
   */
  whose?: string | null;
  /**
   * Other ways by which a row is about somebody. "complaint_id.user_id" is the user_id of the complaint that complaint_id
   * refers to; the foreign keys say where a step leads. Others wrote what is found so, and others may be named in it: the
   * person sees at once how much there is, and gets it with a copy that was looked through (P60, P61, L12).
   */
  through?: readonly string[];
  /** Why nothing can say whose a row is; only where neither of the two above does. */
  untraceable?: string;
  /** What it only repeats, where nobody is shown it: a sealed copy of records that are given themselves. */
  unseen?: string;
  /**
   * A column of the table that is true where it would not be safe to let the person know: such rows are not shown to them,
   * and are part of no copy that is made for them.
   */
  hiddenBy?: string;
  /** Columns of the row, about nobody themselves, without which this one would be hard to understand. */
  beside?: readonly string[];
}
