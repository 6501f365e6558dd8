import { paths } from '../paths.ts';

/** The entries of the navigation, in their order; each person sees those that they may use. */
const sections = [
  { name: 'uploads', text: 'Uploads', href: paths.uploads, needs: 'uploads:read' },
  { name: 'reports', text: 'Reports', href: paths.reports, needs: 'reports:read' },
  { name: 'directory', text: 'Directory', href: paths.directory, needs: 'directory:read' },
  { name: 'back-office', text: 'Back office', href: paths.backOffice, needs: 'back-office:use' },
  {
    name: 'account-requests',
    text: 'Account requests',
    href: paths.accountRequests,
    needs: 'accounts:issue',
  },
  { name: 'users', text: 'People', href: paths.users, needs: 'users:read' },
  { name: 'authorities', text: 'Authorities', href: paths.occAuthorities, needs: 'users:read' },
  { name: 'enquiries', text: 'Enquiries', href: '/occ/enquiries', needs: 'enquiries:manage' },
  { name: 'complaints', text: 'Complaints', href: '/occ/complaints', needs: 'complaints:manage' },
  { name: 'requests', text: 'Data requests', href: '/occ/requests', needs: 'requests:manage' },
] as const;

export type SectionName = (typeof sections)[number]['name'];

export interface Section {
  name: SectionName;
  text: string;
  href: string;
}

/** What somebody finds in the navigation; nothing before sign-in, or while something else has to be done first. */
export function sectionsOf(user: Express.User | undefined): readonly Section[] {
  if (!user || user.mustFirst) return [];
  return sections.filter(({ needs }) => user.permissions.has(needs));
}
