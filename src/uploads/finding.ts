import { ofFile, type Finding } from '../tables/index.ts';

export type Decision = 'include' | 'exclude';

export const GIVEN_UP = 'upload.given-up';

/** Stands for a fault of ours: the file could not be checked at all. */
export function givenUp(file: string): Finding {
  return { ...ofFile(file, 0), code: GIVEN_UP, params: {}, severity: 'error' };
}
