import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const removal = z.object({
  // 'person' and 'authority' take their uploads with them; the other three are of `removalsLedger`.
  subject: z.enum(['upload', 'authority', 'person', 'account', 'departure']),
  id: z.number().int().positive(),
});

export type RemovedSubject = z.output<typeof removal>['subject'];

/** What has been removed for good and must not come back, whatever else still holds it. */
export interface Removals {
  names(subject: RemovedSubject, id: number): boolean;
}

/** Reads the register as it stands at this moment. */
export type ReadRemovals = () => Promise<Removals>;

/**
 * The register of removals, which lives outside the database so that a restore does not lose it: DATA_DIR/removals.jsonl,
 * a JSON object a line with `subject` and `id`. Without the file nothing has been removed. Throws where a line cannot
 * be read: it may name what must not come back.
 */
export function removalsRegister(dataDir: string): ReadRemovals {
  const file = path.join(dataDir, 'removals.jsonl');
  return async () => {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    const named = new Set<string>();
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const read = removal.safeParse(parsedJson(line));
      if (!read.success)
        throw new Error(`Line ${index + 1} of the register of removals cannot be read: ${file}`);
      named.add(`${read.data.subject} ${read.data.id}`);
    }
    return { names: (subject, id) => named.has(`${subject} ${id}`) };
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
