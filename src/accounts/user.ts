import type { Role } from './permissions.ts';

/** A signed-in person, as every request sees them. */
export interface User {
  id: number;
  name: string;
  email: string;
  role: Role;
  /** The authority that an officer or lead officer belongs to; null for OCC's own people. */
  authority: OwnAuthority | null;
  permissions: ReadonlySet<string>;
  /** What the role would allow, were the use of the person's data not limited; empty as a rule. */
  withheld: ReadonlySet<string>;
  /** The person's data is stored and not used (P74). */
  isRestricted: boolean;
  hasSecondFactor: boolean;
  /** The one page open to this person until they have done what it asks, such as setting up a second factor; else null. */
  mustFirst: string | null;
}

export interface OwnAuthority {
  id: number;
  code: string;
  name: string;
  type: string;
  region: string;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to say what passport puts on a request
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Express's own type is what is added to
    interface User extends SignedInUser {}
  }
}
type SignedInUser = User;
