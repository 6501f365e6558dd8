/** A cookie as the cookie page tells of it, in whole sentences or phrases of one (P51). */
export interface CookieFact {
  name: string;
  /** What it is there for. */
  purpose: string;
  /** What is in it. */
  holds: string;
  /** When it goes. */
  lasts: string;
  /** When it is made. */
  setWhen: string;
}

/** The name of the one cookie. Browsers take a `__Host-` cookie only over https, from this host, for the whole of it. */
export function sessionCookieName(https: boolean): string {
  return https ? '__Host-spbench' : 'spbench';
}

/**
 * Every cookie that this installation ever makes (P45 to P53). The cookie page is made from this list, and a test
 * compares it with what a browser holds.
 */
export function cookiesInUse(https: boolean): readonly CookieFact[] {
  return [
    {
      name: sessionCookieName(https),
      purpose: 'Keeps you signed in from page to page. SP-Bench uses it for nothing else.',
      holds:
        'Your sign-in, encrypted: the number of your account and a long random number. Nobody can read it without the keys of SP-Bench, and it says nothing else about you.',
      lasts:
        'Until you close all your browser windows or sign out. SP-Bench itself ends it after 30 minutes without use, and 12 hours after you signed in.',
      setWhen: 'When you sign in, and not before.',
    },
  ];
}
