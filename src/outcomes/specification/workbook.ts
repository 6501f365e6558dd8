import { field, serviceId, type Content, type Field, type Table } from '../../tables/index.ts';

/** The domains of the outcomes framework (data requirements, section 6); an indicator's domain counts from 1. */
export const domains = [
  'economic wellbeing',
  'enjoy and achieve',
  'be healthy',
  'stay safe',
  'positive contribution',
] as const;

/** What a form asks about, in its own order: the code, the column that says whether there is the need, and words. */
export const indicators = [
  { code: '1a', column: 'MaxIncome_1a', words: 'maximise income', domain: 1 },
  { code: '1b', column: 'ManagingDebt_1b', words: 'manage debt', domain: 1 },
  { code: '1c', column: 'PaidWork_1c', words: 'paid work', domain: 1 },
  { code: '2a', column: 'TrainingEducation_2a', words: 'training or education', domain: 2 },
  {
    code: '2b',
    column: 'LeisureLearning_2b',
    words: 'leisure, cultural, faith or informal learning',
    domain: 2,
  },
  { code: '2c', column: 'WorkLikeActivity_2c', words: 'work-like activities', domain: 2 },
  {
    code: '2d',
    column: 'ExternalContact_2d',
    words: 'contact with services, groups, family and friends',
    domain: 2,
  },
  { code: '3a', column: 'PhysicalHealth_3a', words: 'physical health', domain: 3 },
  { code: '3b', column: 'MentalHealth_3b', words: 'mental health', domain: 3 },
  { code: '3c', column: 'SubstanceMisuse_3c', words: 'substance misuse', domain: 3 },
  {
    code: '3d',
    column: 'AssistiveTechnology_3d',
    words: 'assistive technology, aids and adaptations',
    domain: 3,
  },
  { code: '4a', column: 'MaintainAccommodation_4a', words: 'maintain accommodation', domain: 4 },
  { code: '4b', column: 'SettledAccommodation_4b', words: 'settled accommodation', domain: 4 },
  { code: '4c', column: 'StatutoryOrders_4c', words: 'comply with statutory orders', domain: 4 },
  { code: '4d', column: 'HarmToSelfOrOthers_4d', words: 'self-harm, harm to or by others', domain: 4 },
  { code: '5a', column: 'ChoiceAndControl_5a', words: 'choice, control and involvement', domain: 5 },
] as const;

export type IndicatorCode = (typeof indicators)[number]['code'];

/** What a need or an outcome may say; kept by position, counted from 1. */
export const answers = ['Yes', 'No', 'Missing'] as const;

export const YES = position(answers, 'Yes');
export const NO = position(answers, 'No');
export const MISSING = position(answers, 'Missing');

/** Why an outcome was not achieved; only ever added to at its end. */
export const reasons = [
  'Client did not engage',
  'Client left before completion',
  'Support still in progress',
  'Service or resource not available',
  'Health of client',
  "Circumstances outside the client's control",
  'Other',
] as const;

/**
 * What the cell of a reason may say; kept by position, counted from 1. Missing stands first: behind the reasons it
 * would have to move with each reason that is added, or part the later ones from the earlier.
 */
export const reasonLabels = ['Missing', ...reasons] as const;

export const NO_REASON = position(reasonLabels, 'Missing');

/** The column that says what came of an indicator's need. */
export function outcomeColumn(code: IndicatorCode): string {
  return `ActualOutcome_${code}`;
}

/** The column that says why an indicator's outcome was not achieved. */
export function reasonColumn(code: IndicatorCode): string {
  return `Reason_${code}_Primary`;
}

const answer: Content = { kind: 'list', labels: answers };
const reason: Content = { kind: 'list', labels: reasonLabels };

/** The outcomes workbook, short-term and long-term alike: one row an outcome form (data requirements, section 6). */
export const workbook: Table = {
  name: 'Outcomes',
  rowIs: 'an outcome form: what one client needed, and what came of it',
  key: ['FormID'],
  fields: [
    field('FormID', { kind: 'digits', length: 11 }, 'The form’s number, which no other form has'),
    field('AdminAuth', { kind: 'authority-name' }, 'Your authority’s name'),
    field(
      'Service_Name',
      { kind: 'service-name' },
      'What your extract calls the service; if it differs you are asked whether the form is of that service',
    ),
    field('SPServiceID', serviceId, 'The service’s id, as SupportServiceId in your extract'),
    ...indicators.flatMap(fieldsOf),
  ],
};

function fieldsOf({ code, column, words }: (typeof indicators)[number]): Field[] {
  return [
    field(column, answer, `Whether the client had this need: ${words}`),
    field(outcomeColumn(code), answer, 'Whether it was met: Yes or No if the need is Yes, otherwise Missing'),
    field(reasonColumn(code), reason, 'The main reason if the outcome is No, otherwise Missing'),
  ];
}

function position<Label extends string>(labels: readonly Label[], label: Label): number {
  return labels.indexOf(label) + 1;
}
