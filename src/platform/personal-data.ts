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
  /** UK GDPR article 6(1): (c) a legal duty, (e) a public task, (f) legitimate interests. */
  lawfulBasis: 'legal-obligation' | 'public-task' | 'legitimate-interests';
  retention: string;
  /** What removing the person does: empties the column, deletes the row, or keeps it, and then why. */
  onRemoval: 'empty' | 'delete-row' | { keep: string };
}
