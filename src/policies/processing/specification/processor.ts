/**
 * What we do for authorities, as the record of a processor has it (UK GDPR article 30(2), L18): whom for, what, where it
 * goes, how it is kept safe. Contacts are put in by the page.
 */
export const workForAuthorities: readonly (readonly [string, string])[] = [
  [
    'Controllers we act for',
    'Each of England’s 152 administering authorities that uses SP-Bench. The list of those that do, with whom to turn to and what was agreed, is kept with our agreements, and the Commissioner gets it on request.',
  ],
  [
    'Kinds of processing',
    'Receiving files; checking them; storing the sealed original; storing the services, grades and figures in it; comparing them with those of other authorities without names; reading originals again when more of them is needed; withdrawing and removing them when the authority says so.',
  ],
  [
    'People concerned',
    'None are meant to be: files are about services. A table in which somebody’s data is found is refused and not kept.',
  ],
  [
    'On whose instructions',
    'The authority’s, by its officers in SP-Bench and by the agreement with it. Nothing else is done with the files.',
  ],
  [
    'Other processors',
    'Nobody handles authorities’ files for us unless an agreement is entered in our register of agreements and the authorities have been told.',
  ],
  ['Transfers outside the United Kingdom', 'None'],
  ['When it ends', 'All files and what was read from them are removed, with a certificate.'],
  ['Breaches', 'The authority is told without undue delay, and each is in our log of breaches.'],
  [
    'Security',
    'Originals sealed with keys of our own, encrypted connections, permissions by role, a second factor for our own people, a record of who did what: see the security policy.',
  ],
];
