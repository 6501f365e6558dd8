/** The forms by which anybody can reach OCC. */
export const formKinds = ['enquiry', 'problem', 'complaint', 'data-request'] as const;
export type FormKind = (typeof formKinds)[number];

/** Where OCC works on what comes in: questions and problems, complaints, requests about personal data. */
export const desks = ['enquiries', 'complaints', 'requests'] as const;
export type Desk = (typeof desks)[number];

export const deskOf: Readonly<Record<FormKind, Desk>> = {
  enquiry: 'enquiries',
  problem: 'enquiries',
  complaint: 'complaints',
  'data-request': 'requests',
};

/** What somebody asks to have done with data about them (P59, P60, P66 to P79). */
export const rights = [
  ...(['access', 'confirm', 'correct', 'restrict', 'object', 'port', 'erase', 'explain'] as const),
  /** They have not said which: whoever reads what they wrote finds out. */
  'unsure' as const,
];
export type Right = (typeof rights)[number];

export const answerWays = ['email', 'phone', 'post'] as const;
export type AnswerWay = (typeof answerWays)[number];

/** Who wrote and how they can be answered: at least one of the three ways is there. */
export interface Sender {
  name: string;
  email: string | null;
  phone: string | null;
  /** A postal address. */
  address: string | null;
}

/** What a form asks beside the text. */
export type Details =
  | { kind: 'enquiry'; topic: 'question' | 'suggestion' }
  /** `page`: where it happened, in the sender's words. */
  | { kind: 'problem'; page: string | null }
  /** `wanted`: what would put it right. */
  | { kind: 'complaint'; wanted: string | null }
  /** `actsFor`: the person whom the sender represents; null for themselves (P63). */
  | { kind: 'data-request'; right: Right; actsFor: string | null; answerBy: AnswerWay | null };

export interface Contact {
  reference: string;
  receivedAt: Date;
  /** Somebody who was signed in; null for anybody else. */
  userId: number | null;
  sender: Sender;
  message: string;
  details: Details;
  closedAt: Date | null;
}

/** What a note does to what it is about: closes it, or opens it again. */
export type Turn = 'closed' | 'open';

/** An entry of the contact log (P16): what OCC answered, by which way, or noted for itself. */
export interface ContactNote {
  writtenBy: string;
  writtenAt: Date;
  way: NoteWay;
  note: string;
  makes: Turn | null;
}

export const noteWays = [...answerWays, 'in-person', 'note'] as const;
export type NoteWay = (typeof noteWays)[number];
