import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import type { InvitationLink } from '../make-invitation.ts';
import { type Role, roleNames } from '../permissions.ts';

const whatItIs = text(
  'SP-Bench compares what Supporting People services cost, and how they do, among the 152 administering authorities of England. Oxford Computer Consultants (OCC) runs it.',
);

/** "29 November 2026 at 9:05 am", in London's time: letters are written apart from the web's formatters. */
const moment = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric' },
  ...{ hour: 'numeric', minute: '2-digit', hourCycle: 'h12', timeZone: 'Europe/London' },
});

export interface Invited {
  name: string;
  /** For OCC's own people null. */
  authority: string | null;
  /** The lead officer who asked for the account, where one did. */
  askedBy: string | null;
  invitation: InvitationLink;
}

export function invitationLetter({ name, authority, askedBy, invitation }: Invited): Letter {
  return {
    subject: 'Your account in SP-Bench',
    name,
    parts: [
      text(`${occasionOf(authority, askedBy)} Choose a password to begin.`),
      link('Choose your password', invitation.path),
      text(`The link works once, until ${moment.format(invitation.expiresAt)}. Do not pass it on.`),
      whatItIs,
      text(
        'If you did not expect this, do nothing: nobody can sign in with the account before a password is chosen, and after that time the link is dead. To have the account removed, reply to your lead officer or contact OCC.',
      ),
      link('Ways to contact OCC', paths.contact),
    ],
  };
}

function occasionOf(authority: string | null, askedBy: string | null): string {
  if (authority === null) return 'You have been given an account in the back office of SP-Bench.';
  return askedBy === null
    ? `OCC has opened an account in SP-Bench for you, for ${authority}.`
    : `${askedBy} of ${authority} has asked for an account in SP-Bench for you, and OCC has opened it.`;
}

/** To the lead officer who asked. */
export function issuedLetter(lead: string, colleague: string): Letter {
  return {
    subject: 'The account that you asked for is open',
    name: lead,
    parts: [
      text(
        `OCC has opened the account in SP-Bench that you asked for, for ${colleague}. An invitation is on its way to the address that you gave.`,
      ),
      link('See your authority’s accounts', paths.colleagues),
    ],
  };
}

/** To the lead officer who asked. @param reason in OCC's words */
export function declinedLetter(lead: string, colleague: string, reason: string): Letter {
  return {
    subject: 'The account that you asked for was not opened',
    name: lead,
    parts: [
      text(`OCC has not opened the account in SP-Bench that you asked for, for ${colleague}. The reason:`),
      text(reason),
      text('You can ask again when this is settled.'),
      link('See your authority’s accounts', paths.colleagues),
    ],
  };
}

/** To the person whose account was closed. @param closedBy "your authority’s lead officer", "OCC" */
export function closedLetter(name: string, closedBy: string): Letter {
  return {
    subject: 'Your account in SP-Bench was closed',
    name,
    parts: [
      text(`Your account in SP-Bench was closed by ${closedBy}. You cannot sign in any more.`),
      text(
        'What SP-Bench holds about you is kept until you, or OCC, have it removed. You keep every right to see it, to have it put right and to have it removed.',
      ),
      link('Ways to use your rights, and to say that this is a mistake', paths.contact),
    ],
  };
}

export function reopenedLetter(name: string): Letter {
  return {
    subject: 'Your account in SP-Bench is open again',
    name,
    parts: [
      text('OCC has opened your account in SP-Bench again. You can sign in as before.'),
      link('Sign in', paths.signIn),
      text('If you did not expect this, contact OCC.'),
    ],
  };
}

export function roleChangedLetter(name: string, role: Role): Letter {
  return {
    subject: 'Your role in SP-Bench has changed',
    name,
    parts: [
      text(
        `OCC has changed your role in SP-Bench. It is now: ${roleNames[role].toLowerCase()}. You were signed out everywhere; sign in again to go on.`,
      ),
      link('What each role may do', paths.permissions),
      text('If you did not expect this, contact OCC.'),
    ],
  };
}

export function secondFactorOffLetter(name: string): Letter {
  return {
    subject: 'The second step of your sign-in was turned off',
    name,
    parts: [
      text(
        'OCC has turned off the second step of your sign-in to SP-Bench, the code from your phone, because the device was said to be lost. You were signed out everywhere. Sign in with your password and set the second step up again.',
      ),
      link('Sign in', paths.signIn),
      text('If you did not ask for this, contact OCC at once.'),
    ],
  };
}
