export const roles = ['officer', 'lead', 'support', 'compliance', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, string>> = {
  officer: 'Officer',
  lead: 'Lead officer',
  support: 'Support',
  compliance: 'Compliance officer',
  admin: 'Administrator',
};

interface PermissionRow {
  /** What it allows, as its holder would say it. */
  words: string;
  roles: readonly Role[];
}

/** Role by permission, the whole of it: what is not here is refused (P127). */
export const permissionTable = {
  'uploads:read': {
    words: 'See the authority’s uploads and what was found in them',
    roles: ['officer', 'lead'],
  },
  'uploads:create': { words: 'Upload an extract or a workbook of outcomes', roles: ['officer', 'lead'] },
  'uploads:decide': {
    words: 'Decide on irregular values, withdraw an upload and bring it back',
    roles: ['officer', 'lead'],
  },
  'reports:read': { words: 'Read reports and download them', roles: ['officer', 'lead'] },
  'reports:keep-groups': { words: 'Save and end comparison groups', roles: ['officer', 'lead'] },
  'directory:read': {
    words: 'See the contact details of officers elsewhere who share theirs',
    roles: ['officer', 'lead'],
  },
  'preferences:choose': {
    words: 'Say who may see one’s contact details and what OCC may write about',
    roles: ['officer', 'lead'],
  },
  'colleagues:read': { words: 'See who in the authority has an account', roles: ['officer', 'lead'] },
  'colleagues:manage': { words: 'Ask for colleagues’ accounts, invite again, close', roles: ['lead'] },
  'back-office:use': { words: 'Open the back office', roles: ['support', 'compliance', 'admin'] },
  'accounts:issue': {
    words: 'Open accounts, and answer what lead officers ask for',
    roles: ['support', 'admin'],
  },
  'users:read': {
    words: 'Look people and authorities up, with a reason that is recorded',
    roles: ['support', 'compliance', 'admin'],
  },
  'users:manage': {
    words: 'Invite again, send a password reset, end sessions, close and open accounts',
    roles: ['support', 'admin'],
  },
  'users:administer': {
    words: 'Change roles, turn a lost second factor off, manage OCC’s own accounts',
    roles: ['admin'],
  },
  'consents:record': {
    words: 'Record a choice about contact that somebody made by phone, by letter or in person',
    roles: ['support', 'compliance', 'admin'],
  },
  'enquiries:manage': {
    words: 'Read and answer questions and reports of problems',
    roles: ['support', 'compliance', 'admin'],
  },
  'complaints:manage': { words: 'Read and answer complaints', roles: ['compliance', 'admin'] },
  'requests:manage': {
    words: 'Read and answer requests about personal data',
    roles: ['compliance', 'admin'],
  },
  'bank-holidays:manage': { words: 'Enter bank holidays that were proclaimed', roles: ['admin'] },
  'breaches:report': {
    words: 'Report a breach of personal data',
    roles: ['support', 'compliance', 'admin'],
  },
  'breaches:manage': {
    words: 'Look after breaches: decide on the risk, record who was told',
    roles: ['compliance', 'admin'],
  },
  'disclosures:manage': {
    words: 'Keep the log of what was disclosed to whom',
    roles: ['compliance', 'admin'],
  },
  'registers:read': {
    words: 'Read the registers of agreements, assessments, transfers and training',
    roles: ['support', 'compliance', 'admin'],
  },
  'registers:manage': { words: 'Keep these registers', roles: ['compliance', 'admin'] },
  'audit:read': { words: 'Search and verify the audit trail', roles: ['compliance', 'admin'] },
  'removals:manage': {
    words: 'Ask for the removal of a person or an authority, and approve what somebody else has asked for',
    roles: ['compliance', 'admin'],
  },
  'retention:manage': {
    words: 'See what the retention schedule deletes, and have it carried out',
    roles: ['compliance', 'admin'],
  },
  'holds:manage': { words: 'Place and end legal holds', roles: ['compliance', 'admin'] },
  'mail:manage': { words: 'See mail that could not be sent, and send it again', roles: ['support', 'admin'] },
  'mailings:send': { words: 'Write to people who have agreed to it', roles: ['support', 'admin'] },
  'usage:read': { words: 'See how much the pages are used', roles: ['support', 'admin'] },
  're-extractions:run': { words: 'Read stored files again', roles: ['support', 'admin'] },
} as const satisfies Record<string, PermissionRow>;

export type Permission = keyof typeof permissionTable;

export const permissions = Object.keys(permissionTable) as Permission[];

const permissionsByRole: ReadonlyMap<Role, ReadonlySet<string>> = new Map(
  roles.map((role) => [role, new Set(permissions.filter((name) => isHeldBy(role, name)))]),
);

export function permissionsOf(role: Role): ReadonlySet<string> {
  return permissionsByRole.get(role) ?? new Set();
}

/** What somebody may do while the use of their data is limited: say what may be done with it. All else would be using it. */
const whileRestricted: readonly Permission[] = ['preferences:choose'];

/** A role's permissions, less those that a limit on the use of the person's data withholds (P74). */
export function permissionsWhile(
  role: Role,
  isRestricted: boolean,
): { permissions: ReadonlySet<string>; withheld: ReadonlySet<string> } {
  const all = permissionsOf(role);
  if (!isRestricted) return { permissions: all, withheld: new Set() };
  const left = new Set(whileRestricted.filter((name) => all.has(name)) as string[]);
  return { permissions: left, withheld: new Set([...all].filter((name) => !left.has(name))) };
}

export function isHeldBy(role: Role, permission: Permission): boolean {
  const { roles: holders }: PermissionRow = permissionTable[permission];
  return holders.includes(role);
}

/** OCC's own people may reach what belongs to many: a password alone does not let them in. */
export function needsSecondFactor(role: Role): boolean {
  return !belongsToAuthority(role);
}

/** Officers and lead officers work for one authority; everybody else for OCC. */
export function belongsToAuthority(role: Role): boolean {
  return role === 'officer' || role === 'lead';
}
