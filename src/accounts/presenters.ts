import type { Page } from '../web/render.ts';
import type { OwnAuthority, User } from './user.ts';
import { paths } from '../paths.ts';
import type { Topic } from './consents/purposes.ts';
import type { Welcome } from './your-account/welcome.ts';

/** What another feature adds to the start page of a signed-in officer. */
export interface HomeCard {
  title: string;
  text: string;
  href: string;
  linkText: string;
}

const lookAfterAccounts: HomeCard = {
  title: 'Look after accounts',
  text: 'See who can sign in for your authority, ask for a colleague’s account, and close those of people who leave.',
  href: paths.colleagues,
  linkText: 'See the accounts',
};

/** Where the start page leads whoever is interested in a subject (P43). */
const interestLinks: Readonly<Record<Topic, { text: string; href: string }[]>> = {
  uploads: [{ text: 'What an extract must hold', href: paths.dataRequirements }],
  cost: [
    { text: 'Weekly unit cost', href: paths.report('cost', 'weekly-unit-cost') },
    { text: 'Value for money', href: paths.valueForMoney },
  ],
  quality: [{ text: 'Validated quality scores', href: paths.report('quality', 'validated-overall') }],
  performance: [{ text: 'Performance: KPI 1', href: paths.report('performance', 'kpi1') }],
  outcomes: [{ text: 'Client outcomes', href: paths.report('outcomes', '1a') }],
  events: [{ text: 'Officers of other authorities', href: paths.directory }],
};

export function startPage(): Page {
  return {
    view: 'accounts/start',
    frame: { title: 'Benchmarking for Supporting People' },
    page: { signInHref: paths.signIn },
  };
}

/** The start page of somebody whose data is stored and not used: what is open to them, and how the limit ends. */
export function restrictedHomePage(): Page {
  return {
    view: 'accounts/restricted-home',
    frame: { title: 'The use of your data is limited' },
    page: {
      links: [
        { text: 'The limit, your requests and our letters to you', href: paths.ownRequests },
        { text: 'Everything held on you', href: paths.accountData },
        { text: 'Your account', href: paths.account },
      ],
      liftHref: `${paths.newDataRequest}?right=restrict`,
    },
  };
}

export interface HomeView {
  authority: OwnAuthority;
  summary: HomeCard[];
  welcome: Welcome;
}

export function homePage(user: User, { authority, summary, welcome }: HomeView): Page {
  const { asksForDetails, interests } = welcome;
  const jobs: HomeCard[] = [
    {
      title: 'Upload an extract',
      text: 'Send your SPLS Extract as a ZIP. SP-Bench checks every value and tells you what to put right.',
      href: paths.newUpload,
      linkText: 'Upload an extract',
    },
    {
      title: 'Read reports',
      text: 'See where your services stand against the anonymous figures of other authorities.',
      href: paths.reports,
      linkText: 'Read reports',
    },
    ...(user.permissions.has('colleagues:manage') ? [lookAfterAccounts] : []),
  ];
  return {
    view: 'accounts/home',
    frame: { title: `${authority.name} in SP-Bench` },
    page: {
      authority: authority.name,
      cards: jobs,
      summary,
      asksForDetails,
      confirmAction: paths.accountConfirmation,
      detailsHref: paths.accountDetails,
      interests: interests.flatMap((topic) => interestLinks[topic]),
      interestsHref: `${paths.preferences}#interests`,
    },
  };
}
