import { qafGrades, qafObjectiveNames, qafObjectives } from '../../extracts/index.ts';
import type { Measure } from '../measures/measure.ts';

/** Who graded: the provider itself, or the authority that validated it; with the field of SupportServiceQAF.csv. */
export const graders = [
  { name: 'provider', field: 'ProviderScore', words: 'the provider gave itself' },
  { name: 'validated', field: 'ValidatedScore', words: 'the authority validated' },
] as const;

const points = qafGrades.map((grade, index) => `${grade} is ${qafGrades.length - index}`).join(', ');
const period = 'the latest assessment known on the day of the live extract';

/** Quality grades as points, so that averages exist (data requirements, section 5 [D]). */
export const qualityMeasureList: readonly Measure[] = graders.flatMap(({ name: grader, field, words }) => {
  const shared = {
    family: 'quality' as const,
    unit: 'grade points' as const,
    direction: 'higher' as const,
    decimals: 2,
    needs: [],
    parts: null,
  };
  const title = grader === 'provider' ? 'Provider QAF' : 'Validated QAF';
  const overall: Measure = {
    ...shared,
    slug: `${grader}-overall`,
    column: `${grader}_overall`,
    name: `${title}, overall`,
    definition: `How good the service is by the grades that ${words}, over all objectives.`,
    formula: `The mean of the objectives graded at the latest assessment, where ${points}.`,
    source: { table: 'SupportServiceQAF.csv', fields: [field], period },
  };
  return [overall, ...qafObjectives.map(objective)];

  function objective(code: string, index: number): Measure {
    return {
      ...shared,
      slug: `${grader}-${code.toLowerCase().replace('.', '-')}`,
      column: gradeColumn(grader, code),
      name: `${title}, ${code} ${qafObjectiveNames[index] ?? ''}`,
      definition: `How good the service is at ${qafObjectiveNames[index] ?? ''}, by the grade that ${words}.`,
      formula: `The latest grade for ${code}, where ${points}.`,
      source: { table: 'SupportServiceQAF.csv', fields: [field], period },
    };
  }
});

/** The column of an objective's points: provider_c1_1. */
export function gradeColumn(grader: string, objective: string): string {
  return `${grader}_${objective.toLowerCase().replace('.', '_')}`;
}
