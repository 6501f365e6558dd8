import { ddmmyyyy, judgeName, NAME_END, type NameFault } from '../../tables/index.ts';

export type FileNameResult = { kind: 'right'; code: string; date: string } | NameFault;

const FORM = new RegExp(`^SPLSExtract${NAME_END}\\.zip$`, 'i');

/**
 * Reads `SPLSExtract_<ONS code>_<DDMMYYYY>.zip`.
 * @param today ISO 8601 day
 */
export function parseFileName(fileName: string, authorityCode: string, today: string): FileNameResult {
  const match = FORM.exec(fileName);
  const example = `SPLSExtract_${authorityCode}_${ddmmyyyy(today)}.zip`;
  if (!match) return { kind: 'wrong', code: 'name.form', params: { example } };
  return judgeName(match.slice(1), authorityCode, today);
}
