/**
 * Letters that still go to somebody whose data is stored and not used (P74): what the limit and their case itself need,
 * answers to what they write, what they have just asked for themselves, and what keeps the stored data safe.
 */
const going: readonly string[] = [
  ...['restriction-began', 'restriction-ends', 'correction', 'objection-decided', 'request-letter'],
  'export-ready',
  ...['password-reset', 'email-change', 'account-closed', 'failed-sign-ins'],
  ...[
    'password-changed',
    'second-factor-on',
    'second-factor-off',
    'recovery-codes-made',
    'recovery-code-used',
  ],
];
const answering = /^(?:data-request|complaint|enquiry|problem)-/;

/** @param about what occasions the letter */
export function goesToRestricted(about: string): boolean {
  return going.includes(about) || answering.test(about);
}
