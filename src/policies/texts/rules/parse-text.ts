import { z } from 'zod';
import type { PolicyText } from '../policy-text.ts';
import { blocksOf, Unfit } from './parse-blocks.ts';

export type ParsedText = { kind: 'ok'; text: PolicyText } | { kind: 'wrong'; sentence: string };

const day = z.iso.date({ error: 'is not a day as YYYY-MM-DD' });
const words = z.string().min(3, { error: 'is missing' }).max(500, { error: 'is longer than 500 characters' });

const head = z.strictObject({
  version: z.string().regex(/^[1-9]\d{0,3}$/, { error: 'is not a whole number from 1 on' }),
  date: day,
  'approved by': words,
  'next review': day,
  changed: words,
});

/**
 * Reads one file: lines "name: value" between two lines of three dashes, then a text in a small part of Markdown. Anything
 * else is refused with a sentence for whoever wrote the file.
 */
export function parseText(
  source: string,
  { page, version }: Pick<PolicyText, 'page' | 'version'>,
): ParsedText {
  const [, top, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  if (top === undefined || body === undefined)
    return wrong('It does not begin with its facts between two lines of ---.');
  const facts = head.safeParse(factsOf(top));
  if (!facts.success) return wrong(`Its facts are not right: ${facts.error.issues.map(inWords).join('; ')}.`);
  const { date, 'approved by': approvedBy, 'next review': nextReview, changed } = facts.data;
  if (Number(facts.data.version) !== version)
    return wrong(`It says that it is version ${facts.data.version}, and its name says ${version}.`);
  if (nextReview <= date) return wrong('Its next review is not after its date.');
  try {
    const blocks = blocksOf(body);
    if (blocks.length === 0) return wrong('It has no text.');
    return { kind: 'ok', text: { page, version, date, approvedBy, nextReview, changed, blocks } };
  } catch (error) {
    if (error instanceof Unfit) return wrong(error.message);
    throw error;
  }
}

function wrong(sentence: string): ParsedText {
  return { kind: 'wrong', sentence };
}

function factsOf(top: string): Record<string, string> {
  const lines = top.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

function inWords({ path, message, code, ...issue }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys')
    return `“${(issue as { keys: string[] }).keys.join('”, “')}” is not known`;
  return code === 'invalid_type' ? `“${path.join('.')}” is missing` : `“${path.join('.')}” ${message}`;
}
