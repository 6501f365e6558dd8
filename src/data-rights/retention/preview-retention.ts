import type { Knex } from 'knex';
import type { RetentionHolder } from '../../platform/retention.ts';
import { heldBack } from '../holds/store.ts';
import type { ClassPreview } from './retention-run.ts';

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** What a run would do now, and what would be due in thirty days. Reads only. */
export async function previewRetention(
  db: Knex,
  holders: readonly RetentionHolder[],
  now: Date,
): Promise<ClassPreview[]> {
  const held = await heldBack(db);
  const previews: ClassPreview[] = [];
  for (const holder of holders) {
    const { key, words } = holder.class;
    const today = await holder.preview(db, now, held);
    const later = await holder.preview(db, new Date(now.getTime() + MONTH_MS), held);
    previews.push({ key, words, ...today, soon: later.due - today.due });
  }
  return previews;
}
