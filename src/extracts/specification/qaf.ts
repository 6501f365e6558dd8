import { field, serviceId, type Content, type Table } from '../../tables/index.ts';

/** What a quality assessment looks at (data requirements, section 4); stored by position, so only added to at the end. */
export const qafObjectives = ['C1.1', 'C1.2', 'C1.3', 'C1.4', 'C1.5', 'C1.6'] as const;

/** In words, in the same order. */
export const qafObjectiveNames = [
  'needs and risk assessment',
  'support planning',
  'security, health and safety',
  'protection from abuse',
  'fair access, diversity and inclusion',
  'complaints',
] as const;

/** From excellent to below the minimum standard. */
export const qafGrades = ['A', 'B', 'C', 'D'] as const;

const grade: Content = { kind: 'list', labels: qafGrades };

/** SupportServiceQAF.csv: a service's grade in one objective at one assessment (data requirements, section 3). */
export const qaf: Table = {
  name: 'SupportServiceQAF',
  rowIs: 'a service’s grade in one objective at one assessment',
  key: ['SupportServiceId', 'QAFObjective', 'AssessmentDate'],
  fields: [
    field('ExtractONSCode', { kind: 'authority-code' }, 'Your authority’s code'),
    field('SupportServiceId', serviceId, 'The service, as in SupportService.csv', { column: 'service_id' }),
    field('QAFObjective', { kind: 'list', labels: qafObjectives }, 'The objective of the framework', {
      column: 'objective',
    }),
    field('ProviderScore', grade, 'The grade that the provider gives itself', {
      mandatory: false,
      column: 'provider_score',
    }),
    field('ValidatedScore', grade, 'The grade that your authority has validated', {
      mandatory: false,
      column: 'validated_score',
    }),
    field('AssessmentDate', { kind: 'date', firstYear: 2000 }, 'The day of the assessment', {
      column: 'assessed_on',
    }),
  ],
};
