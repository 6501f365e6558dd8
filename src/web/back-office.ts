import { paths } from '../paths.ts';

/** Whether an address lies in the back office. Express takes capitals for small letters, and so does this. */
export function isOfBackOffice(path: string): boolean {
  const lower = path.toLowerCase();
  return lower === paths.backOffice || lower.startsWith(`${paths.backOffice}/`);
}
