export const purposes = ['sharing', 'products', 'research'] as const;
/** What a person may allow or not; each stands for itself, and all are off until chosen (P33 to P35, P44). */
export type Purpose = (typeof purposes)[number];

export const ways = ['email', 'telephone', 'post'] as const;
/** Of sharing: which detail others see. Of the others: how OCC may write or ring (P38). */
export type Way = (typeof ways)[number];

export interface PurposeWords {
  title: string;
  /** What is agreed to, shown and kept word for word with every choice. */
  wording: string;
  /** Goes up by one with every change of the wording. */
  version: number;
  /** Who sees or does what, and what does not happen. */
  means: string;
  waysLegend: string;
  giveText: string;
  withdrawText: string;
}

export const purposeWords: Readonly<Record<Purpose, PurposeWords>> = {
  sharing: {
    title: 'Share my contact details with officers of other authorities',
    wording:
      'Officers and lead officers of every administering authority who are signed in to SP-Bench may find me in its directory and see my name, my authority and the contact details that I tick here, so that we can get in touch outside SP-Bench. I can stop this at any time.',
    version: 1,
    means:
      'You are in the directory from the moment you switch this on, and out of it from the moment you switch it off. Oxford Computer Consultants does not use the directory. Each time somebody opens your entry, it is noted for you under “Your data”.',
    waysLegend: 'What may they see?',
    giveText: 'Share what I have ticked',
    withdrawText: 'Stop sharing my contact details',
  },
  products: {
    title: 'Hear from Oxford Computer Consultants about its products and services',
    wording:
      'Oxford Computer Consultants may contact me, in the ways that I tick here, about its other products and services. I can stop this at any time.',
    version: 1,
    means:
      'Messages about your uploads and your account come in any case: they are no advertising. Your details are not passed on to anybody for this: if another organisation writes to you, it has your address from elsewhere, and only it can stop.',
    waysLegend: 'How may we contact you?',
    giveText: 'Allow what I have ticked',
    withdrawText: 'Stop messages about products and services',
  },
  research: {
    title: 'Be asked by Oxford Computer Consultants for research',
    wording:
      'Oxford Computer Consultants may contact me, in the ways that I tick here, for research into its present and future products. I can stop this at any time.',
    version: 1,
    means:
      'You are asked first, and may say no each time. What you answer is used without your name unless you agree otherwise.',
    waysLegend: 'How may we contact you?',
    giveText: 'Allow what I have ticked',
    withdrawText: 'Stop being asked for research',
  },
};

export const wayWords: Readonly<Record<Way, string>> = {
  email: 'Email',
  telephone: 'Telephone',
  post: 'Post',
};

/** Subjects that somebody may want to hear of (P43). The key is kept, so it stays when the words change. */
export const topics = {
  uploads: 'Making and uploading extracts',
  cost: 'Cost and value for money',
  quality: 'Quality assessments',
  performance: 'Performance indicators',
  outcomes: 'Client outcomes',
  events: 'Training and meetings',
} as const;
export type Topic = keyof typeof topics;
