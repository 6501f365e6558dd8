import type { Edition } from './presenters-briefing-file.ts';
import { notInList } from '../forms.ts';
import { measureText, type Measure } from '../measures/measure.ts';
import { measures } from '../measures/measures.ts';

export interface AskedBriefing {
  edition: Edition;
  measures: Measure[];
}

/** The public edition unless told otherwise: it can be handed to anybody. What is no measure is left out, and said. */
export function parseBriefing(query: Record<string, unknown>, notices: string[] = []): AskedBriefing {
  const given = [query.measure].flat().filter((text) => text !== undefined && text !== '');
  const asked = given.filter((text) => measures.some((measure) => measureText(measure) === text));
  if (asked.length < given.length)
    notices.push('The address of this page names a measure that there is not. It was left out.');
  if (query.edition && query.edition !== 'internal' && query.edition !== 'public')
    notices.push(notInList(query.edition, 'Edition', 'the public one is chosen'));
  return {
    edition: query.edition === 'internal' ? 'internal' : 'public',
    measures: measures.filter((measure) => asked.includes(measureText(measure))),
  };
}
