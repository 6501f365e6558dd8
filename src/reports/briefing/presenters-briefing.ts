import { paths } from '../../paths.ts';
import type { Page } from '../../web/render.ts';
import { factsOf } from '../dimensions.ts';
import type { AskedBriefing } from './forms-briefing.ts';
import { measureText } from '../measures/measure.ts';
import { measuresByFamily } from '../measures/measures.ts';
import { filtersInWords, query, queryFields } from '../presenters-filters.ts';
import type { Report } from '../read-report.ts';

/** The form of a briefing: which measures, which edition; filters and comparison group are those it was come from. */
export function briefingPage(report: Report, asked: AskedBriefing, error?: string): Page {
  const { choices, comparedWith } = report;
  const filters = filtersInWords(choices);
  return {
    view: 'reports/briefing',
    frame: {
      title: 'Briefing for committee',
      section: 'reports',
      backLink: paths.reports + query(choices),
      ...(error ? { errors: [{ field: 'cost', message: error }] } : {}),
    },
    page: {
      action: paths.briefingPdf,
      notices: report.parsed.notices,
      comparedWith,
      filters,
      groupedBy: choices.groupBy === null ? '' : factsOf(choices.groupBy).label.toLowerCase(),
      hidden: queryFields({ ...choices, show: null }),
      error: error ?? '',
      editions: [
        {
          value: 'public',
          text: 'Public edition',
          hint: 'Names no service, not even your own. It can be published.',
          checked: asked.edition === 'public',
        },
        {
          value: 'internal',
          text: 'Internal edition',
          hint: 'Names your own services furthest from peers. It must not be published.',
          checked: asked.edition === 'internal',
        },
      ],
      families: measuresByFamily.map(({ family, title, measures }) => ({
        id: family,
        title,
        items: measures.map((measure) => ({
          value: measureText(measure),
          text: measure.name,
          checked: asked.measures.includes(measure),
        })),
      })),
    },
  };
}
