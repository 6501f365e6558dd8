import type { DetailField } from './details.ts';

/** What a statement of disagreement can be about: everything that the account pages say of a person. */
export const statementFields = ['name', 'email', 'telephone', 'postal-address', 'authority', 'role'] as const;
export type StatementField = (typeof statementFields)[number];

/** What a person says of a detail that was not changed as they asked: it stands wherever the detail does (P67). */
export interface Statement {
  id: number;
  field: StatementField;
  statement: string;
  writtenAt: Date;
}

export const fieldWords: Readonly<Record<StatementField | DetailField, string>> = {
  ...{ name: 'Name', email: 'Email address', telephone: 'Telephone', 'postal-address': 'Postal address' },
  ...{ authority: 'Authority', role: 'Role' },
};
