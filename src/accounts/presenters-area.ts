import { paths } from '../paths.ts';
import type { User } from './user.ts';

export interface AreaLink {
  text: string;
  href: string;
  current: boolean;
}

/** Links between the pages of one's own account, for the component area-nav; `current` is the address of the page shown. */
export function accountArea({ permissions }: User, current: string): AreaLink[] {
  const links = [
    { text: 'Your details', href: paths.account },
    { text: 'Preferences', href: paths.preferences, needs: 'preferences:choose' },
    { text: 'Security', href: paths.security },
    { text: 'Colleagues', href: paths.colleagues, needs: 'colleagues:read' },
    { text: 'Your data', href: paths.accountData },
  ];
  return links
    .filter(({ needs }) => needs === undefined || permissions.has(needs))
    .map(({ text, href }) => ({ text, href, current: href === current }));
}
