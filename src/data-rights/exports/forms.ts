import { z } from 'zod';
import { parsed, type Parsed } from '../../accounts/index.ts';
import { dayField, one, optional, required, type Typed } from '../requests/forms.ts';
import {
  handedWays,
  type HandedWay,
  type KeptWithholding,
  type ThirdPartyTest,
  verdicts,
} from './access-export.ts';
import type { Search } from './export.ts';
import { faultOfTest, type TestFault } from './rules/third-party.ts';
import { withholdingGround, withholdingGrounds } from './specification/grounds.ts';

function fields(typed: Typed, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, one(typed, name)]));
}

const giving = z
  .object({ verdict: z.enum(verdicts).exclude(['withhold'], 'Choose what becomes of it'), note: optional })
  .refine(({ verdict, note }) => verdict !== 'leave-out' || note !== null, {
    path: ['note'],
    message: 'Say why it is not about them',
  })
  .transform(({ verdict, note }) => ({ verdict, note: verdict === 'leave-out' ? note : null }));

export function parseGiving(typed: Typed): Parsed<z.output<typeof giving>> {
  return parsed(giving.safeParse(fields(typed, ['verdict', 'note'])));
}

const grounds = withholdingGrounds.map(({ key }) => key) as [string, ...string[]];
const yesNo = z.enum(['yes', 'no']).or(z.literal(''));

const withholding = z.object({
  column: z.string().transform((value) => value || null),
  passage: z
    .string()
    .max(5000, 'The passage must be 5,000 characters or fewer')
    .transform((value) => value.replace(/\r\n?/g, '\n').trim() || null),
  ground: z.enum(grounds, 'Choose the ground'),
  reason: optional,
  canAnswerWithout: yesNo,
  consented: yesNo.or(z.literal('not-asked')),
  reasonableWithout: yesNo,
  reasoning: optional,
  opinion: optional,
});

const names = Object.keys(withholding.shape);

export interface WithholdFields {
  withholding: Omit<KeptWithholding, 'id' | 'item'>;
  isEverywhere: boolean;
}

const testFaults: Readonly<Record<TestFault, { field: string; message: string }>> = {
  'no-reasoning': { field: 'reasoning', message: 'Write down how you weighed it' },
  'can-redact': {
    field: 'canAnswerWithout',
    message: 'If it can be given without naming them, take out the passage alone',
  },
  'has-consented': { field: 'consented', message: 'If they agree, it is given' },
  'is-reasonable': {
    field: 'reasonableWithout',
    message: 'If it is reasonable to give it without their agreement, it is given',
  },
};

/** @param columns the columns that there are; none for a file */
export function parseWithholding(typed: Typed, columns: readonly string[]): Parsed<WithholdFields> {
  const form = parsed(withholding.safeParse(fields(typed, names)));
  if (form.kind === 'faults') return form;
  const { column, passage, ground, reason, opinion, ...steps } = form.command;
  const faults: { field: string; message: string }[] = [];
  if (column !== null && !columns.includes(column))
    faults.push({ field: 'column', message: 'Choose one of the fields' });
  if (passage !== null && column === null)
    faults.push({ field: 'column', message: 'Choose the field in which the passage stands' });
  const { mayStaySilent, needsThreeSteps, needsOpinion } = withholdingGround(ground);
  if (reason === null && !mayStaySilent)
    faults.push({ field: 'reason', message: 'Write what the person is told: this ground needs a reason' });
  if (needsOpinion && opinion === null)
    faults.push({ field: 'opinion', message: 'Say which professional gave the opinion, and when' });
  const test = needsThreeSteps ? testIn(steps, faults) : null;
  if (test) {
    const extent = passage !== null ? 'passage' : column !== null ? 'field' : 'item';
    const fault = faultOfTest(test, extent);
    if (fault) faults.push(testFaults[fault]);
  }
  if (faults.length > 0) return { kind: 'faults', faults };
  const kept = { column, passage, ground, reason, test, opinion: needsOpinion ? opinion : null };
  return { kind: 'ok', command: { withholding: kept, isEverywhere: one(typed, 'everywhere') === 'yes' } };
}

type Steps = Pick<
  z.output<typeof withholding>,
  'canAnswerWithout' | 'consented' | 'reasonableWithout' | 'reasoning'
>;

function testIn(
  { canAnswerWithout, consented, reasonableWithout, reasoning }: Steps,
  faults: { field: string; message: string }[],
): ThirdPartyTest | null {
  if (canAnswerWithout === '')
    faults.push({ field: 'canAnswerWithout', message: 'Say whether it can be given without naming them' });
  if (consented === '') faults.push({ field: 'consented', message: 'Say whether they agree' });
  if (reasonableWithout === '')
    faults.push({
      field: 'reasonableWithout',
      message: 'Say whether it is reasonable without their agreement',
    });
  if (canAnswerWithout === '' || consented === '' || reasonableWithout === '') return null;
  return { canAnswerWithout, consented, reasonableWithout, reasoning: reasoning ?? '' };
}

const search = z
  .object({
    place: required('Say where'),
    terms: optional,
    on: dayField,
    result: optional,
    whyNot: optional,
  })
  .refine(({ result, whyNot }) => result !== null || whyNot !== null, {
    path: ['result'],
    message: 'Say what was found, or why it was not searched',
  })
  .transform(({ place, terms, on, result, whyNot }): Search => ({
    ...{ place, on, whyNot, terms: terms ?? '', result: result ?? 'Not searched' },
  }));

export function parseSearch(typed: Typed): Parsed<{ search: Search }> {
  const form = parsed(search.safeParse(fields(typed, ['place', 'terms', 'on', 'result', 'whyNot'])));
  return form.kind === 'ok' ? { kind: 'ok', command: { search: form.command } } : form;
}

const LONGEST_LETTER = 20_000;

const coveringLetter = z.object({
  letter: z
    .string()
    .transform((text) => text.normalize().replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, 'Write the letter')
        .max(
          LONGEST_LETTER,
          `The letter must be ${LONGEST_LETTER.toLocaleString('en-GB')} characters or fewer`,
        ),
    ),
});

export function parseCoveringLetter(typed: Typed): Parsed<{ letter: string }> {
  return parsed(coveringLetter.safeParse(fields(typed, ['letter'])));
}

const handing = z.object({
  on: dayField,
  way: z.enum(handedWays, 'Choose how it was handed over'),
});

export function parseHanding(typed: Typed): Parsed<{ on: string; way: HandedWay }> {
  return parsed(handing.safeParse(fields(typed, ['on', 'way'])));
}

export function parseRead(typed: Typed): Parsed<object> {
  if (one(typed, 'read') === 'yes') return { kind: 'ok', command: {} };
  return {
    kind: 'faults',
    faults: [{ field: 'read', message: 'Tick that you have looked at all of it' }],
  };
}
