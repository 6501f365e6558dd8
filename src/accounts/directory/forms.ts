import { z } from 'zod';
import type { DirectoryFilter } from './entry.ts';

const text = z
  .string()
  .catch('')
  .transform((typed) => typed.replace(/\s+/g, ' ').trim().slice(0, 200));

const filterForm = z.object({ name: text, authority: text, region: text });

/** What is looked for; anything that is no text is nothing. */
export function parseFilter(query: unknown): DirectoryFilter {
  return filterForm.catch({ name: '', authority: '', region: '' }).parse(query);
}
