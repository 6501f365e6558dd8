/** What a heading or a value looks like. */
export type PersonLike =
  | 'name'
  | 'national-insurance-number'
  | 'nhs-number'
  | 'date-of-birth'
  | 'email'
  | 'phone'
  | 'postcode'
  | 'address'
  /** What article 9 of the GDPR names (P17). */
  | 'special-category';

/**
 * By a column's heading: null where it says nothing of a person (P10: services are compared, never the people they
 * support). Case, spaces, punctuation, digits and camel case make no other heading. A column of an organisation
 * (ProviderTelephone, ServicePostcode) is nobody's; one that does not say whose it is (Name, Title, Address, Postcode,
 * AccountName) is taken for an organisation's, but for Telephone, Email and Initials.
 */
export function personLikeHeading(heading: string): PersonLike | null {
  const words = wordsOf(heading);
  const isOrganisations = organisations.test(words) && !people.test(words);
  const found = headings.find(
    ({ pattern, evenOfOrganisation }) => (evenOfOrganisation || !isOrganisations) && pattern.test(words),
  );
  return found?.like ?? null;
}

/**
 * By a cell's text, in a column whose heading says nothing: null where it looks like no person. Names and addresses
 * have no shape to know them by. Time grows as the length of the text, whatever stands in it.
 */
export function personLikeValue(text: string): PersonLike | null {
  // Nearly all texts end here.
  if (!DIGIT_OR_AT.test(text)) return null;
  if (EMAIL.test(text)) return 'email';
  const digits = digitsIn(text);
  if (digits >= 6 && INSURANCE.test(text)) return 'national-insurance-number';
  if (digits >= 11 && MOBILE.test(text)) return 'phone';
  if (digits >= 10 && holdsNhsNumber(text)) return 'nhs-number';
  if (digits >= 3 && holdsBirthDate(text)) return 'date-of-birth';
  return digits >= 2 && holdsPostcode(text) ? 'postcode' : null;
}

function digitsIn(text: string): number {
  let digits = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code >= ZERO && code <= NINE) digits += 1;
  }
  return digits;
}

/** `ClientDOB_1` is ` client dob `. */
function wordsOf(heading: string): string {
  const apart = heading.replace(/['’]|\(s\)/gi, '').replace(/[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, '$& ');
  const words = apart.toLowerCase().match(/[a-z]+/g) ?? [];
  return ` ${words.join(' ')} `;
}

/** Whole words of a heading; where they have a space, it may have none, as in `clientname`. */
function phrase(words: string): RegExp {
  return new RegExp(` (?:${words.replaceAll(' ', ' ?')})(?= )`);
}

function oneOf(words: string): string {
  return `(?:${words.trim().replace(/,\s*/g, '|')})`;
}

const supported = `${oneOf(`
  client, service user, s u, user, tenant, resident, customer, applicant, claimant, patient, participant, person,
  personal, individual, occupant, occupier, householder, lodger, carer, child, mother, father, guardian, next of kin,
  emergency contact, account holder`)}s?`;
const staff = `${oneOf(`
  contact, worker, key worker, support worker, case worker, social worker, manager, officer, warden, staff, employee,
  director, respondent, doctor, g p`)}s?`;
const organisation = `${oneOf(`
  provider, service, scheme, authority, council, organisation, organization, company, agency, association, landlord,
  contractor, supplier, department, team, office, project, site, building, hostel, refuge, helpline, care home,
  nursing home, residential home`)}s?`;
const person = `(?:${supported}|${staff})`;
const number = oneOf('numbers?, nos?, num');
const email = '(?:home |work )?e mail(?: address(?:es)?)?';
const telephone = `(?:home |work |mobile |day |daytime |evening )?(?:telephone|phone|tel|mobile|mob)(?: ${number})?`;
/** EmailConsent and MobileWarden say yes or no. */
const atEnd = String.raw`(?= (?:$|(?:home|work|day|daytime|evening|main|other|of|for)\b))`;
/** At the end of a heading: PhysicalHealth_3a is a need, HealthVisits a number. */
const special = `${oneOf(`
  ethnicity, ethnic origin, ethnic group, ethnic background, racial origin, religion, religious belief, faith,
  sexual orientation, sexuality, gender identity, political opinion, trade union membership, medical condition,
  medical history, medical diagnosis, mental health condition, mental health diagnosis, diagnosis, disability, hiv status,
  criminal convictions?, offending history`)}(?: code| description)?(?= $)`;
const lived = oneOf('home, current, previous, last, permanent, forwarding, residential');

/** The customers' services are an organisation. */
const people = phrase(`${supported}(?! ${organisation} )`);
const organisations = phrase(organisation);

/** What says it of a person even beside an organisation: ProviderContactSurname. */
function heading(like: PersonLike, ...words: string[]) {
  return { like, evenOfOrganisation: true, pattern: phrase(words.join('|')) };
}

/** What says it of a person, or of the organisation that the heading names. */
function unlessOrganisations(like: PersonLike, ...words: string[]) {
  return { ...heading(like, ...words), evenOfOrganisation: false };
}

function placeOf(like: PersonLike, what: string) {
  return [
    heading(like, `${supported} (?:${lived} )?${what}`, `${what} of (?:the )?${supported}`),
    unlessOrganisations(like, `${lived} ${what}`),
  ];
}

/** What is said first counts: NextOfKinTelephone is a telephone. */
const headings = [
  heading('national-insurance-number', `(?:${person} )?(?:n i ${number}|nat ins(?: ${number})?)`),
  heading('national-insurance-number', '[a-z]{0,40}national insurance[a-z]{0,40}'),
  heading('nhs-number', `(?:${person} )?n h s ${number}`),
  heading('date-of-birth', `(?:${person} )?(?:d o b|born|date born|birth da(?:te|y))`),
  heading('date-of-birth', `(?:${person} )?(?:y o b|year of birth|birth year)`),
  heading('date-of-birth', '[a-z]{0,40}date of birth[a-z]{0,40}'),
  unlessOrganisations('email', `(?:${person} )?${email}${atEnd}`),
  unlessOrganisations('phone', `(?:${person} )?(?:${telephone}|(?:emergency )?contact ${number})${atEnd}`),
  ...placeOf('postcode', '(?:post code|p code)'),
  ...placeOf('address', 'addr(?:ess)?'),
  heading('name', '[a-z]{0,40}surname[a-z]{0,40}', 'sur names?', 'next of kin', 'contact persons?'),
  heading('name', `(?:${person} )?(?:fore|first|last|middle|second|given|family|maiden|christian) names?`),
  heading('name', `(?:${organisation} )?${person} (?:full )?names?`, `names? of (?:the )?${person}`),
  unlessOrganisations('special-category', `(?:${person} )?${special}`),
  unlessOrganisations('name', `(?:${person} )?(?:preferred names?|known as|initials)`, 'full names?'),
];

const [ZERO, NINE] = [0x30, 0x39];
const DIGIT_OR_AT = /[\d@]/;

/** Sought by its @, which is rare. As every repetition is bounded, in this form as in those below, no text takes long. */
const EMAIL = /@(?<=[^\s@<>(),;:"[\]]@)(?:[a-z\d-]{1,63}\.){1,9}[a-z]{2,24}/i;

/** No D, F, I, Q, U, V; no O in second place; prefixes that are not given out (HMRC's manual, NIM39110). */
const INSURANCE =
  /(?<![a-z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:\s{0,2}\d\d\s{0,2}\d\d\s{0,2}\d\d\s{0,2}|\s{0,2}\d{3}\s{1,2}\d{3}\s{0,2}|([-.])\d\d\1\d\d\1\d\d\1)[A-D](?![a-z\d])/i;

/** After 07 or +447, eight digits; not 070, so that a number filled up with zeros is none. */
const MOBILE =
  /(?<![a-z\d])(?<!\d[-.])(?:(?:\+|00)44[\s-]?\(?0?\)?[\s-]?|44(?=7\d{9})|0)7[1-9](?:[\s.()-]{0,2}\d){8}(?!\d)(?!-\d)/i;

const NHS_NUMBER = /(?<![a-z\d])(?<!\d[-.])([467]\d\d)([\s-]{0,3})(\d{3})\2(\d{4})(?![a-z\d])(?![-.]\d)/gi;

/** The last of ten digits checks the others, modulo 11 (NHS data dictionary); in England the first is 4, 6 or 7. */
function holdsNhsNumber(text: string): boolean {
  for (const [, first = '', , second = '', third = ''] of text.matchAll(NHS_NUMBER)) {
    const digits = Array.from(first + second + third, Number);
    const check = digits.pop();
    const sum = digits.reduce((total, digit, place) => total + digit * (10 - place), 0);
    if ((11 - (sum % 11)) % 11 === check) return true;
  }
  return false;
}

const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?`;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const DATE = String.raw`(?<!\d)(?:\d{1,2}[\s/.-]{1,3}\d{1,2}[\s/.-]{1,3}\d\d(?:\d\d)?|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|${DAY}[\s-]{0,2}(?:of )?${MONTH}[\s.,'’-]{0,3}\d\d(?:\d\d)?|${MONTH}[\s.]{0,2}${DAY},?\s{1,2}\d{4})(?!\d)`;
const BIRTH = String.raw`(?<![a-z])(?:d\.?\s?o\.?\s?b|date of birth|birth\s?date)(?![a-z])`;
const BORN = String.raw`(?<![a-z])(?:born|birthday)(?:\W{1,3}(?:on|is|was|the|about|(?:in|at) [a-z]{1,20})){0,3}`;
const BIRTH_DATES = [
  String.raw`${BIRTH}\D{0,20}(?:${DATE}|(?<!\d)(?:\d{6}|\d{8})(?!\d))`,
  String.raw`${BORN}\W{1,4}${DATE}`,
  String.raw`${DATE}[\s,(-]{1,3}(?:${BIRTH}|born(?![a-z]))`,
].map((pattern) => new RegExp(pattern, 'i'));
const OF_BIRTH = /birth|born|d\W{0,2}o\W{0,2}b/i;

/** A date is most often of a contract or a visit: it is of a birth beside a word that says so. */
function holdsBirthDate(text: string): boolean {
  return OF_BIRTH.test(text) && BIRTH_DATES.some((pattern) => pattern.test(text));
}

/** Post towns' areas, with the letters that may follow their digit (Royal Mail, PAF programmers' guide). */
const AREA =
  'A[BL]|B[ABDFHLNRST]|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]|F[KY]|G[LUY]|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]|M[EKL]|N[EGNPRW]|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]|T[ADFNQRSW]|UB|W[ACDFNRSV]|YO|ZE';
const OUTWARD = String.raw`(?:[BEGLMNSW]\d[\dA-HJKPSTUW]?|(?:${AREA})\d[\dABEHMNPRVWXY]?)`;
const INWARD = String.raw`\d[ABD-HJLNP-UW-Z]{2}(?![a-z\d])`;
/** Its shape alone: quicker. */
const MAY_BE_POSTCODE = new RegExp(String.raw`[a-z]\d[a-z\d]?\s{0,4}${INWARD}`, 'i');
const POSTCODE = new RegExp(String.raw`(?<![a-z\d])${OUTWARD}(\s{0,4})(${INWARD})`, 'gi');
/** "Block B2 1st floor" and "Unit E1 2hr" are no postcodes, but "OX1 1ST" and "ox1 1st" are. */
const MEASURE = /^\d(?:st|nd|rd|th|hr)$/;
const FLOOR = /^\s{1,4}(?:floor|stage|phase)/i;

function holdsPostcode(text: string): boolean {
  if (!MAY_BE_POSTCODE.test(text)) return false;
  for (const { 0: whole, 1: space, 2: inward = '', index } of text.matchAll(POSTCODE)) {
    const after = text.slice(index + whole.length, index + whole.length + 12);
    if (FLOOR.test(after) || (MEASURE.test(inward) && whole !== whole.toLowerCase())) continue;
    if (space !== '' || isLast(text.slice(Math.max(0, index - 1), index), after)) return true;
  }
  return false;
}

/** Written as one word, a postcode looks like many an id: it is taken for one only where a text ends with it. */
function isLast(before: string, after: string): boolean {
  return /^[\s,;:(]?$/.test(before) && /^[\s.)]{0,11}$/.test(after);
}

/** A service or a provider may have a postcode, a telephone and an e-mail address of its own: its heading says so. */
export function announces(heading: string, what: PersonLike): boolean {
  return announcing[what]?.test(heading) ?? false;
}

const announcing: Partial<Record<PersonLike, RegExp>> = {
  postcode: /post ?code|address/i,
  email: /e-?mail|contact/i,
  phone: /phone|tel|mobile|contact/i,
};
