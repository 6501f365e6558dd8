/** What people say about themselves, and can change themselves. */
export const detailFields = ['name', 'email', 'telephone', 'postal-address'] as const;
export type DetailField = (typeof detailFields)[number];

/** Whoever gave a detail (P6): the person, the lead officer of their authority, or OCC on the person's word. */
export type Source = 'self' | 'lead' | 'occ';

export interface Detail {
  /** Null where it was not given, or was taken back. */
  value: string | null;
  source: Source;
  since: Date;
}

export interface Details {
  name: Detail;
  email: Detail;
  telephone: Detail;
  postalAddress: Detail;
  createdAt: Date;
  /** When the person last said that all of this is right; null until they first do. */
  confirmedAt: Date | null;
}

/** The details that a person writes in one form; the e-mail address has one of its own, since it is confirmed first. */
export interface WrittenDetails {
  name: string;
  telephone: string | null;
  postalAddress: string | null;
}

/** Which of the details differ from what is kept. */
export function changedFields(kept: Details, written: WrittenDetails): DetailField[] {
  const changed: DetailField[] = [];
  if (kept.name.value !== written.name) changed.push('name');
  if (kept.telephone.value !== written.telephone) changed.push('telephone');
  if (kept.postalAddress.value !== written.postalAddress) changed.push('postal-address');
  return changed;
}

/** Details that nobody has looked at for a year are asked about (P31). */
export function isConfirmationDue({ createdAt, confirmedAt }: Details, now: Date): boolean {
  const due = new Date(confirmedAt ?? createdAt);
  due.setUTCFullYear(due.getUTCFullYear() + 1);
  return now >= due;
}
