import type { FieldError, Page } from '../web/render.ts';
import type { User } from './user.ts';
import { paths } from '../paths.ts';
import { SHORTEST_PASSWORD } from './new-password.ts';

/** What another feature adds to the start page of a signed-in officer. */
export interface HomeCard {
  title: string;
  text: string;
  href: string;
  linkText: string;
}

export function startPage(): Page {
  return {
    view: 'accounts/start',
    frame: { title: 'Benchmarking for Supporting People' },
    page: { signInHref: paths.signIn },
  };
}

export function homePage(user: User, summary: HomeCard[]): Page {
  if (!user.authority)
    return {
      view: 'accounts/occ-home',
      frame: { title: 'Back office' },
      page: {
        name: user.name,
        reExtractionsHref: user.permissions.has('re-extractions:run') ? paths.reExtractions : null,
      },
    };
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
  ];
  return {
    view: 'accounts/home',
    frame: { title: `${user.authority.name} in SP-Bench` },
    page: { authority: user.authority.name, cards: jobs, summary },
  };
}

export interface SignInForm {
  email: string;
  returnTo: string | null;
  /** The person has just chosen a password. */
  welcome?: boolean;
  errors?: FieldError[];
}

export function signInPage({ email, returnTo, welcome = false, errors = [] }: SignInForm): Page {
  return {
    view: 'accounts/sign-in',
    frame: { title: 'Sign in', errors },
    page: { action: paths.signIn, email, returnTo, welcome, errorOf: messagesByField(errors) },
  };
}

export const wrongSignIn: FieldError[] = [
  { field: 'email', message: 'The email address or the password is wrong. Check both and try again.' },
];

export const staleForm: FieldError[] = [
  { field: '', message: 'This form was open too long. Enter your password and send it again.' },
];

export function tooManySignIns(seconds: number): FieldError[] {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const wait = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return [{ field: 'email', message: `There were too many attempts to sign in. Try again in ${wait}.` }];
}

export function invitationPage(
  token: string,
  person: { email: string; name: string },
  errors: FieldError[] = [],
): Page {
  return {
    view: 'accounts/invitation',
    frame: { title: 'Choose your password', errors },
    page: {
      action: paths.invitation(token),
      name: person.name,
      email: person.email,
      shortest: SHORTEST_PASSWORD,
      errorOf: messagesByField(errors),
    },
  };
}

export function unusableInvitationPage(): Page {
  return {
    view: 'accounts/invitation-unusable',
    frame: { title: 'This link cannot be used' },
    page: { signInHref: paths.signIn },
  };
}

function messagesByField(errors: FieldError[]): Record<string, string> {
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
}
