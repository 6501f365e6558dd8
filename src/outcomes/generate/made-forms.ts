import type { Term } from '../specification/file-name.ts';
import { indicators, reasons, workbook } from '../specification/workbook.ts';
import { Chance } from './chance.ts';
import { achieved, needsOf, reasonWeights } from './usual-forms.ts';

/** A service that forms are made for. */
export interface PlannedService {
  id: string;
  name: string;
  clientGroup: string;
  isShortTerm: boolean;
}

/** What a workbook is made from: the same plan, the same bytes. */
export interface WorkbookPlan {
  authority: { code: string; name: string };
  term: Term;
  /** The last day of a quarter, ISO 8601. */
  date: string;
  seed: number;
  /** Those of the other term are passed over. */
  services: Iterable<PlannedService>;
  /** On average; a service has from half to one and a half times as many. */
  formsPerService: number;
}

/** In a hundred needs, those that the form says nothing of. */
const UNANSWERED = 2;
const LEAST_FORM_ID = 10_000_000_000;

export const formHeadings: readonly string[] = workbook.fields.map(({ name }) => name);

/** The cells of each form, in the order of the headings; made only as they are asked for. */
export function* madeForms(plan: WorkbookPlan): Generator<string[]> {
  const { authority, term, date, seed, services } = plan;
  const numbers = new Chance('form numbers', authority.code, term, date, seed);
  let formId = Math.floor(numbers.between(LEAST_FORM_ID, 9 * LEAST_FORM_ID));
  for (const service of services) {
    if (service.isShortTerm !== (term === 'short')) continue;
    const chance = new Chance('forms', authority.code, term, date, seed, service.id);
    const count = Math.max(1, Math.round(plan.formsPerService * chance.between(0.5, 1.5)));
    // What goes wrong in a hundred, against the usual: some services do better than others, whoever their clients are.
    const failure = new Chance('quality', seed, service.id).between(0.6, 1.4);
    for (let form = 0; form < count; form += 1) {
      formId += Math.ceil(numbers.between(0, 9));
      const cells = indicatorCells(term, service, failure, chance);
      yield [String(formId), authority.name, service.name, service.id, ...cells];
    }
  }
}

/** Need, outcome and reason of each indicator. */
function indicatorCells(term: Term, service: PlannedService, failure: number, chance: Chance): string[] {
  const needs = needsOf(service.clientGroup);
  const weights = Object.values(reasonWeights[term]);
  return indicators.flatMap(({ code }, at) => {
    const draw = chance.between(0, 100);
    if (draw >= (needs[at] ?? 0)) return [draw >= 100 - UNANSWERED ? 'Missing' : 'No', 'Missing', 'Missing'];
    const isAchieved = chance.between(0, 100) >= (100 - achieved[code]) * failure;
    return isAchieved
      ? ['Yes', 'Yes', 'Missing']
      : ['Yes', 'No', reasons[chance.weighted(weights)] ?? 'Other'];
  });
}
