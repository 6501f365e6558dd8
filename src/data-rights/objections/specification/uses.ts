import { type MailingPurpose, purposeWords } from '../../../accounts/index.ts';
import { activities } from '../../../policies/index.ts';

/** What an objection to a use does first, and what becomes of the person's service without it (P76, P81). */
export interface Use {
  id: string;
  name: string;
  purpose: string;
  /** It stops at once and for good where it rests on consent alone; else it is checked; what the law obliges to is explained. */
  effect: 'at-once' | 'checked' | 'legal-duty';
  /** For the person to read before they object. */
  cost: string;
  /** The choice in the ledger of consents that an objection takes back. */
  consent?: 'sharing' | MailingPurpose;
}

type Known = Pick<Use, 'effect' | 'cost' | 'consent'>;

const known: Readonly<Record<string, Known>> = {
  accounts: {
    effect: 'checked',
    cost: 'Without it there is no account: you could no longer sign in, and your authority’s uploads would have to be made by a colleague. If we agree, your account is closed and you are offered its removal.',
  },
  'signing-in': {
    effect: 'checked',
    cost: 'Without it nobody can be let in, or kept out: you could no longer use SP-Bench.',
  },
  choices: {
    effect: 'legal-duty',
    cost: 'You can change every choice at any time. The record of your choices is kept by law: without it we could not show that we do only what you chose.',
  },
  directory: {
    effect: 'at-once',
    consent: 'sharing',
    cost: 'Officers of other authorities no longer find you. Nothing else changes.',
  },
  work: {
    effect: 'checked',
    cost: 'Colleagues no longer see your name beside your uploads, decisions and groups, and may not know whom to ask. Work can take longer.',
  },
  mail: {
    effect: 'checked',
    cost: 'You get no more letters but answers to what you ask and warnings about the safety of your account. Nothing tells you that your account was changed in any other way, and you may miss something that is due.',
  },
  questions: {
    effect: 'legal-duty',
    cost: 'Without it we could not answer you. Of requests and complaints the law obliges us to keep a record; questions are removed earlier if you ask.',
  },
  audit: {
    effect: 'legal-duty',
    cost: 'The law obliges us to keep data safe and to be able to show it: this record goes on for as long as you use SP-Bench.',
  },
  accountability: {
    effect: 'legal-duty',
    cost: 'The law obliges us to keep it. It shows you and the Commissioner what was done with your data.',
  },
};

/** For a use that the notice has come to name since: it can be objected to at once, whatever it is. */
const anyOther: Known = {
  effect: 'checked',
  cost: 'The use stops while we check your objection. We tell you what it would cost you before we decide.',
};

const mailings: readonly Use[] = (['products', 'research'] as const).map((id) => ({
  ...{ id, name: purposeWords[id].title, purpose: purposeWords[id].wording, consent: id },
  effect: 'at-once',
  cost: 'It stops at once and for good, and costs you nothing.',
}));

/** Every use that the privacy notice names, and each kind of mailing by itself. */
export const uses: readonly Use[] = [
  ...mailings,
  ...activities.map(({ id, name, purpose }) => ({ id, name, purpose, ...(known[id] ?? anyOther) })),
];

export function useOf(id: string): Use | undefined {
  return uses.find((use) => use.id === id);
}

/** What somebody can object to; who has no choices about contact has none to take back. */
export function usesFor(hasChoices: boolean): readonly Use[] {
  return uses.filter(({ consent }) => hasChoices || consent === undefined);
}
