import { z } from 'zod';
import { type Parsed, parsed, sentences, textIn } from '../../accounts/index.ts';

const decliningForm = z.object({ reason: sentences('Say why, for the lead officer to read') });

/** Why a request is declined, and the text as typed, to be shown again. */
export function parseDeclining(body: unknown): { typed: string; form: Parsed<{ reason: string }> } {
  const typed = textIn(body, 'reason');
  return { typed, form: parsed(decliningForm.safeParse({ reason: typed })) };
}
