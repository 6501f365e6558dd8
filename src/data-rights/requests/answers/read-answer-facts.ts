import type { Knex } from 'knex';
import { fieldWords } from '../../../accounts/index.ts';
import { exportOf } from '../../exports/store.ts';
import type { AccessExport } from '../../exports/access-export.ts';
import { useOf } from '../../objections/specification/uses.ts';
import { recipientsOf } from '../../recipients/store.ts';
import { toldLines } from '../../recipients/told-lines.ts';
import { refusalWords, tableWords } from '../../removals/presenters-words.ts';
import type { Removal } from '../../removals/removal.ts';
import { removalAnswering } from '../../removals/store.ts';
import { type RightsOfPerson, rightsOfPerson } from '../../rights-of-person.ts';
import { londonDayOf } from '../../rules/london-time.ts';
import type { RequestCase, RequestEvent } from '../request-case.ts';
import type { AnswerFacts, CopyFact, RemovalFact } from './answer-facts.ts';

/** Gathers what was done for a case, from where it was done. */
export async function readAnswerFacts(
  db: Knex,
  { id, reference, subjectId }: RequestCase,
  events: readonly RequestEvent[],
): Promise<AnswerFacts> {
  const removal = await removalAnswering(db, reference);
  const present = await exportOf(db, id);
  return {
    ...rightsUsed(subjectId === null ? null : await rightsOfPerson(db, subjectId), reference),
    removal: removal ? await removalFact(db, removal) : null,
    copy: present && copyFact(present),
    isRefused: events.some(({ kind }) => kind === 'refused' || kind === 'partly-refused'),
  };
}

/** Of the rights that somebody has used, what belongs to this case. */
function rightsUsed(
  rights: RightsOfPerson | null,
  reference: string,
): Pick<AnswerFacts, 'corrections' | 'restrictions' | 'objections' | 'statements'> {
  const isOf = (one: { reference: string | null }): boolean => one.reference === reference;
  return {
    corrections: (rights?.corrections ?? []).filter(isOf).map((one) => ({
      ...{ field: fieldWords[one.field], on: one.correctedOn, mistake: one.mistakeNote },
      change: one.before === null ? 'added' : one.after === null ? 'taken away' : 'changed',
      told: toldLines(one.recipients),
    })),
    restrictions: (rights?.restrictions ?? []).filter(isOf).map((one) => ({
      ...{ ground: one.ground, since: londonDayOf(one.startedAt), told: toldLines(one.recipients) },
      until: one.endedAt && londonDayOf(one.endedAt),
    })),
    objections: (rights?.objections ?? []).filter(isOf).map(({ purpose, state, decisionReasons }) => ({
      ...{ use: useOf(purpose)?.name ?? purpose, state, reasons: decisionReasons },
    })),
    statements: (rights?.statements ?? []).map(({ field }) => fieldWords[field]),
  };
}

async function removalFact(db: Knex, removal: Removal): Promise<RemovalFact> {
  const { id, state, scope, refusal, decidedAt, backupsUntil, plan } = removal;
  return {
    ...{ number: id, state, scope, backupsUntil, accounts: plan.people.length, files: plan.uploads.length },
    refusal: refusal && refusalWords[refusal].text,
    removedOn: decidedAt && londonDayOf(decidedAt),
    kept: keptIn(removal),
    told: toldLines(await recipientsOf(db, 'removal', [id])),
  };
}

/** Records that stay for the same reason and as long, together. */
function keptIn({ plan }: Removal): RemovalFact['kept'] {
  const byReason = new Map<string, { what: Set<string>; why: string; until: string }>();
  for (const { table, what, why, until } of plan.lines) {
    if (what !== 'keep' || why === null || until === null) continue;
    const one = byReason.get(`${why} ${until}`) ?? { what: new Set<string>(), why, until };
    one.what.add(tableWords(table));
    byReason.set(`${why} ${until}`, one);
  }
  return [...byReason.values()].map(({ what, ...rest }) => ({ what: [...what], ...rest }));
}

function copyFact({ state, withheld, inAccount, expiresAt, handed }: AccessExport): CopyFact {
  if (state === 'released' && inAccount)
    return { state: 'in-account', day: expiresAt && londonDayOf(expiresAt), withheld };
  if (handed !== null) return { state: 'handed', day: handed.on, withheld };
  return { state: state === 'expired' ? 'over' : 'prepared', day: null, withheld };
}
