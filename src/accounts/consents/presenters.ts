import { paths } from '../../paths.ts';
import { formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { entryRows } from '../directory/presenters.ts';
import { accountArea } from '../presenters-area.ts';
import type { User } from '../user.ts';
import type { Details } from '../your-account/details.ts';
import { type Channel, type Consent, type Consents, possibleWays } from './consent.ts';
import type { ToldChoice } from './forms.ts';
import {
  type Purpose,
  purposes,
  purposeWords,
  type Topic,
  topics,
  type Way,
  ways,
  wayWords,
} from './purposes.ts';

export interface PreferencesSeen {
  user: User;
  details: Details;
  consents: Consents;
  history: readonly Consent[];
  interests: readonly Topic[];
}

const channelWords: Readonly<Record<Channel, string>> = {
  web: 'On this site',
  'unsubscribe-link': 'By the link in a message',
  phone: 'By telephone, noted by Oxford Computer Consultants',
  post: 'By post, noted by Oxford Computer Consultants',
  'in-person': 'In person, noted by Oxford Computer Consultants',
};

/** @param saved the purpose or "interests" that was just saved, from the address */
export function preferencesPage(seen: PreferencesSeen, saved: unknown, refused: Purpose | null = null): Page {
  const errors = refused ? [noWay(refused)] : [];
  return {
    view: 'accounts/consents/preferences',
    frame: { title: 'Preferences', backLink: paths.account, errors },
    page: {
      area: accountArea(seen.user, paths.preferences),
      saved: savedSentence(saved, seen.consents),
      choices: purposes.map((purpose) => choiceView(purpose, seen, refused === purpose)),
      detailsHref: paths.accountDetails,
      interestsAction: paths.interests,
      interests: Object.entries(topics).map(([value, text]) => ({
        value,
        text,
        checked: seen.interests.includes(value as Topic),
      })),
      history: seen.history.map(historyView),
    },
  };
}

function noWay(purpose: Purpose): FieldError {
  const message =
    purpose === 'sharing'
      ? 'Tick at least one detail to share'
      : 'Tick at least one way in which we may contact you';
  return { field: `${purpose}-ways`, message };
}

function savedSentence(saved: unknown, consents: Consents): string | null {
  if (saved === 'interests') return 'Your interests are saved.';
  const purpose = purposes.find((one) => one === saved);
  if (!purpose) return null;
  return consents[purpose]?.given
    ? `Saved: ${lowerFirst(purposeWords[purpose].title)}. It counts from now on.`
    : `Switched off: ${lowerFirst(purposeWords[purpose].title)}. It counts from now on.`;
}

function choiceView(purpose: Purpose, { user, details, consents }: PreferencesSeen, isRefused: boolean) {
  const words = purposeWords[purpose];
  const last = consents[purpose];
  const isOn = last?.given ?? false;
  return {
    ...words,
    purpose,
    isOn,
    state: stateSentence(last),
    // Nothing is ticked until somebody ticks it, even what was allowed once and withdrawn.
    ways: possibleWays(details).map(({ way, value }, place) => ({
      id: place === 0 ? `${purpose}-ways` : `${purpose}-${way}`,
      value: way,
      text: wayWords[way],
      detail: value.replaceAll('\n', ', '),
      checked: isOn && last !== undefined && last.ways.includes(way),
    })),
    error: isRefused ? noWay(purpose).message : null,
    action: paths.preference(purpose),
    withdrawAction: paths.preferenceWithdrawal(purpose),
    preview: purpose === 'sharing' && isOn ? previewOf(user, details, last?.ways ?? []) : null,
  };
}

function stateSentence(last: Consent | undefined): string {
  if (!last) return 'You have not chosen, so it is off.';
  const at = formatDateTime(last.at);
  if (!last.given) return `You switched it off on ${at}.`;
  return `Since ${at}: ${last.ways.map((way) => wayWords[way].toLowerCase()).join(', ')}.`;
}

/** Made as the directory's own page makes it: exactly what others see. */
function previewOf({ id, name, authority, role }: User, details: Details, shared: readonly Way[]) {
  const only = (way: Way, value: string | null): string | null => (shared.includes(way) ? value : null);
  return {
    name,
    rows: entryRows({
      id,
      name,
      authority: authority?.name ?? '',
      region: authority?.region ?? '',
      role: role === 'lead' ? 'lead' : 'officer',
      email: only('email', details.email.value),
      telephone: only('telephone', details.telephone.value),
      postalAddress: only('post', details.postalAddress.value),
    }),
  };
}

function historyView({ purpose, given, ways: allowed, channel, at }: Consent) {
  return {
    at: formatDateTime(at),
    title: purposeWords[purpose].title,
    decision: given ? `Yes: ${allowed.map((way) => wayWords[way].toLowerCase()).join(', ')}` : 'No',
    channel: channelWords[channel],
  };
}

export interface ToldSeen {
  person: { id: number; name: string; authority: string };
  details: Details;
  consents: Consents;
  history: readonly Consent[];
}

export const nothingTold: ToldChoice = { purpose: null, decision: null, ways: [], channel: null };

/** Where staff write down what a person said. */
export function toldPage(
  { person, details, consents, history }: ToldSeen,
  typed: ToldChoice,
  { errors = [], saved = false }: { errors?: FieldError[]; saved?: boolean } = {},
): Page {
  const given = new Set(possibleWays(details).map(({ way }) => way));
  return {
    view: 'accounts/consents/told',
    frame: { title: `Choices of ${person.name}`, backLink: paths.user(person.id), errors },
    page: {
      person,
      saved: saved ? `Noted. We have written to ${person.name} about it.` : null,
      now: purposes.map((purpose) => ({
        key: purposeWords[purpose].title,
        value: stateInWords(consents[purpose]),
      })),
      readAloud: purposes.map((purpose) => purposeWords[purpose].wording),
      action: paths.recordedConsents(person.id),
      channels: choices(
        { phone: 'By telephone', post: 'By letter', 'in-person': 'In person' },
        typed.channel,
      ),
      purposes: choices(
        Object.fromEntries(purposes.map((purpose) => [purpose, purposeWords[purpose].title])),
        typed.purpose,
      ),
      decisions: choices({ yes: 'Yes, it is allowed', no: 'No, it is not allowed any more' }, typed.decision),
      ways: ways.flatMap((way) =>
        given.has(way) ? [{ value: way, text: wayWords[way], checked: typed.ways.includes(way) }] : [],
      ),
      history: history.map(historyView),
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}

export const wayUnknown: FieldError[] = [
  { field: 'ways', message: 'The person has given no detail for one of these ways' },
];
export const nothingChanged: FieldError[] = [
  { field: 'purpose', message: 'This is what the person’s choice is already; nothing was noted' },
];

function stateInWords(last: Consent | undefined): string {
  if (!last) return 'Never chosen, so off';
  const at = formatDateTime(last.at);
  return last.given
    ? `On since ${at}: ${last.ways.map((way) => wayWords[way].toLowerCase()).join(', ')}`
    : `Off since ${at}`;
}

function choices(words: Readonly<Record<string, string>>, chosen: string | null) {
  return Object.entries(words).map(([value, text]) => ({ value, text, checked: value === chosen }));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
