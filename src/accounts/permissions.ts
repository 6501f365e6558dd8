export const roles = ['officer', 'lead', 'support', 'compliance', 'admin'] as const;
export type Role = (typeof roles)[number];

export type Permission =
  | 'uploads:read'
  | 'uploads:create'
  | 'uploads:decide'
  | 'reports:read'
  | 'reports:keep-groups'
  | 're-extractions:run';

const authorityWork: ReadonlySet<Permission> = new Set([
  'uploads:read',
  'uploads:create',
  'uploads:decide',
  'reports:read',
  'reports:keep-groups',
]);

// The rest of OCC's own work comes with the back office.
const reExtraction: ReadonlySet<Permission> = new Set(['re-extractions:run']);
const nothingYet: ReadonlySet<Permission> = new Set();

/** Role by permission, the whole of it: what is not here is refused. */
const permissionsByRole: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  officer: authorityWork,
  lead: authorityWork,
  support: reExtraction,
  compliance: nothingYet,
  admin: reExtraction,
};

export function permissionsOf(role: Role): ReadonlySet<string> {
  return permissionsByRole[role];
}

/** Officers and lead officers work for one authority; everybody else for OCC. */
export function belongsToAuthority(role: Role): boolean {
  return role === 'officer' || role === 'lead';
}
