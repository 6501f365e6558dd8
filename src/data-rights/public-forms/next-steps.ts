import type { FormKind } from '../contact.ts';

export const receivedWords: Readonly<Record<FormKind, string>> = {
  enquiry: 'We have your question or suggestion',
  problem: 'We have your report of a problem',
  complaint: 'We have your complaint',
  'data-request': 'We have your request',
};

/** What happens next and by when, for the page after the form and the letter. */
export const nextSteps: Readonly<Record<FormKind, readonly string[]>> = {
  enquiry: ['Somebody at Oxford Computer Consultants reads it and answers by the way you gave.'],
  problem: [
    'Somebody at Oxford Computer Consultants looks into it and tells you what came of it, by the way you gave.',
  ],
  complaint: [
    'Our data protection officer has it. You hear that it is being looked into within 30 days, and what came of it as soon as that is clear.',
    'You can complain to the Information Commissioner at any time: you need not wait for us.',
  ],
  'data-request': [
    'You get an answer as soon as we can give it, and within one month. It is free.',
    'We make sure first that you are who you say you are, so that nobody else gets what is yours. We tell you how: please do not send us documents before we ask. If we have to ask, the month begins with your answer.',
    'If it takes longer because there is a great deal of it, you hear why within that month.',
    'You can complain to the Information Commissioner at any time.',
  ],
};
