import type { PdfTable } from '../../platform/pdf/table.ts';

/** What a briefing for a committee says, all of it in words already; the file is drawn from this and nothing else. */
export interface Briefing {
  title: string;
  subtitle: string;
  /** Whether it names services: each page says which. */
  edition: 'public' | 'internal';
  authority: string;
  /** In words: 22 November 2026. */
  producedOn: string;
  introduction: readonly string[];
  measures: readonly BriefingMeasure[];
  /** Method, disclosure. */
  notes: readonly { heading: string; paragraphs: readonly string[] }[];
}

export interface BriefingMeasure {
  name: string;
  unit: string;
  definition: string;
  sentence: string;
  /** Drawn as a bar of quartiles; null where peers' figures are withheld. */
  strip: Strip | null;
  tables: readonly PdfTable[];
}

export interface Strip {
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
  own: number | null;
  /** The same figures as the sentence and the table write them. */
  words: { lowerQuartile: string; median: string; upperQuartile: string; own: string };
  /** Says in words all that the drawing shows. */
  alt: string;
}

export const editionNotice: Readonly<Record<Briefing['edition'], string>> = {
  internal: 'Internal: names services',
  public: 'Public edition: no service is named',
};
