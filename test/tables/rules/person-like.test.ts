import { expect } from 'chai';
import fc from 'fast-check';
import { makeService, type ExtractPlan } from '../../../src/extracts/generate/made-service.ts';
import { madeTables } from '../../../src/extracts/generate/made-tables.ts';
import { comparedColumns, irregularRules } from '../../../src/extracts/specification/irregular.ts';
import { lists } from '../../../src/extracts/specification/lists.ts';
import { spFunding } from '../../../src/extracts/specification/sp-funding.ts';
import { supportService } from '../../../src/extracts/specification/support-service.ts';
import {
  personLikeHeading,
  personLikeValue,
  type PersonLike,
} from '../../../src/tables/rules/person-like.ts';

type Table<Key extends string = string> = Readonly<Record<Key, string>>;

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
/** Texts with a bar between them; a space that does not break belongs to its text. */
const textsIn = (text: string): string[] =>
  text.split('|').map((each) => each.replace(/^[ \n]+|[ \n]+$/g, ''));

/** Headings that say each kind, in camel case. */
const personal: Table<PersonLike> = {
  name: `Surname Forename Forenames FirstName LastName MiddleName MiddleNames FullName GivenName FamilyName
    MaidenName ChristianName PreferredName KnownAs Initials ClientName ServiceUserName SUName TenantName ResidentName
    CustomerName ApplicantName PersonName CarerName ChildName UserName AccountHolderName NextOfKin NextOfKinName
    ContactName ContactPerson KeyWorkerName ManagerName SupportWorkerName GPName ClientFullName ClientFirstName
    LeadTenantSurname NameOfClient NameOfTheTenant ServiceManagerName ProviderContactName ProviderContactSurname
    ServiceUserKnownAs`,
  'national-insurance-number': `NINumber NINo Nino NationalInsurance NationalInsuranceNumber NationalInsuranceNo
    NatInsNo NatInsNumber ClientNINumber TenantNino`,
  'nhs-number': 'NHSNumber NHSNo NhsNum ClientNHSNumber ServiceUserNhsNo',
  'date-of-birth': `DOB DateOfBirth BirthDate Birthday ClientDOB ClientDateOfBirth TenantBirthDate YearOfBirth YOB
    DateBorn ServiceUserDateOfBirth`,
  email: `Email EmailAddress HomeEmail WorkEmail ClientEmail PersonalEmailAddress ServiceUserEmail ContactEmail
    KeyWorkerEmail NextOfKinEmail`,
  phone: `Telephone TelephoneNumber Tel TelNo Phone PhoneNumber HomePhone HomeTelNo Mobile MobileNumber MobilePhone
    MobileNo ContactNumber ContactNo ContactTelephone ClientTelephone ClientContactNumber ServiceUserPhone
    NextOfKinTelephone EmergencyContactNumber DaytimePhone ClientMobile`,
  postcode: `ClientPostcode HomePostcode ServiceUserPostcode TenantPostCode ClientHomePostcode PreviousPostcode
    PostcodeOfClient NextOfKinPostcode`,
  address: `HomeAddress ClientAddress TenantAddress ServiceUserHomeAddress ClientCurrentAddress PreviousAddress
    ForwardingAddress ClientAddr AddressOfTenant NextOfKinAddress`,
  'special-category': `Ethnicity ClientEthnicity EthnicOrigin TenantEthnicOrigin EthnicGroup EthnicBackgroundCode Religion
    ReligiousBelief ServiceUserReligion SexualOrientation ClientSexuality TradeUnionMembership PoliticalOpinion
    MedicalCondition Diagnosis MentalHealthDiagnosis ClientDisability HIVStatus CriminalConvictions OffendingHistory`,
};
const kinds = Object.keys(personal) as PersonLike[];

/** Headings of a service or of an organisation, or that do not say whose they are. */
const nobodys = `Name Title Gender Notes Contact Manager KeyWorker Alias Address AddressLine1 Town Postcode PostCode Fax
  Website NI NHS DOH Id ClientId UserId ServiceName Service_Name ProviderName SchemeName AuthorityName OrganisationName
  AccountName LandlordName AgencyName CareHomeName PIName FieldName FileName ClientGroupName TableName ServiceFullName
  ServiceAlsoKnownAs ProviderInitials ResidentsAssociationName ServicePostcode ProviderPostcode SchemePostcode
  OfficePostcode CareHomePostcode ServiceAddress ProviderAddress CareHomeAddress OfficeAddress ProviderTelephone
  ProviderEmail ServicePhone OfficeEmail ServiceContactNumber ProviderContactEmail AuthorityEmailAddress
  CustomerServicesTelephone TenantsAssociationEmail TelephoneSupport MobileWarden EmailConsent PhoneSupportHours
  NumberOfContacts ContactNotes ContractNumber TelecareNumber NumberPaidManagers Birthplace PrimaryClientGroup AdminAuth
  DisabilityAccess EthnicMinorityService ServiceReligion SchemeEthnicGroup ReligiousOrganisation MentalHealthBeds HealthVisits
  FormID SPServiceID MaxIncome_1a ActualOutcome_1a Reason_1a_Primary ExternalContact_2d PhysicalHealth_3a
  HarmToSelfOrOthers_4d AlumniNo Female Retail Hostel Telford Phoenix Adobe Renown Emailed Stubborn Casino Domino`;

/** Headings as they are met, with the punctuation that they are met with. */
const punctuated: Table = {
  'date-of-birth': 'D.O.B. | d o b | Date of birth (dd/mm/yyyy) | client_dob_1 | leadtenantdateofbirth',
  email: 'E-mail | e-Mail address 1 | Email (work) | EMAIL_WORK',
  'national-insurance-number': 'N.I. No. | N I Number | National Insurance # | NI_NO',
  'nhs-number': 'N.H.S. number | NHS  No: | Nhs-number',
  phone: 'Tel. no. | Telephone (home) | TelephoneHome | Mobile phone of client | Phone 2',
  name: 'Client’s name | Tenants’ names | Surname/forename | Client1Surname | LEADTENANTSURNAME | Tenant(s) name | Known-as',
  address: 'Client address 1 | Client’s home address',
};

/** A heading in camel case as others would write it. */
const spellings: readonly ((heading: string) => string)[] = [
  (heading) => heading,
  (heading) => heading.toLowerCase(),
  (heading) => heading.toUpperCase(),
  (heading) => apart(heading, ' '),
  (heading) => apart(heading, '_').toUpperCase(),
  (heading) => apart(heading, '-').toLowerCase(),
  (heading) => apart(heading, '. '),
  (heading) => ` ${apart(heading, '  ')} 2: `,
  (heading) => `\ufeff"${heading}"`,
];

function apart(heading: string, separator: string): string {
  return heading.replace(/([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, `$1$3${separator}$2`);
}

describe('the heading of a column', () => {
  for (const kind of kinds) {
    it(`says ${kind}, however it is written`, () => {
      for (const heading of wordsIn(personal[kind]).flatMap((each) => spellings.map((spell) => spell(each))))
        expect(personLikeHeading(heading), heading).to.equal(kind);
    });
  }

  it('is read with its punctuation', () => {
    for (const [kind, texts] of Object.entries(punctuated))
      for (const heading of textsIn(texts)) expect(personLikeHeading(heading), heading).to.equal(kind);
  });

  it('says nothing of a person', () => {
    for (const heading of wordsIn(nobodys).flatMap((each) => spellings.map((spell) => spell(each))))
      expect(personLikeHeading(heading), heading).to.be.null;
    expect(personLikeHeading('')).to.be.null;
  });

  it('says nothing of a person in the tables of the project', () => {
    const fields = [supportService, spFunding].flatMap((table) => table.fields);
    const own = [
      ...fields.flatMap(({ name, aliases, column }) => [name, ...aliases, column ?? '']),
      ...madeTables.flatMap(({ name, header }) => [name, ...header]),
      ...[lists, irregularRules].flatMap((table) => Object.keys(table)),
      ...comparedColumns,
    ];
    expect(own).to.have.length.above(60);
    for (const heading of own.flatMap((each) => spellings.map((spell) => spell(each))))
      expect(personLikeHeading(heading), heading).to.be.null;
  });
});

/** Texts that hold each kind, a bar between them. Names and addresses are known by their headings alone. */
const found: Table = {
  'national-insurance-number': `AB123456C | ab123456c | AB 12 34 56 C | AB 123456 C | AB123 456C | AB-12-34-56-C |
    ab.12.34.56.d | AB\u00a012\u00a034\u00a056\u00a0C | NI:JG103759A | Mr Smith, AB123456C, moved in | (zy987654b) |
    BN123456A\nhas a key`,
  'nhs-number': `450 557 7104 | 450-557-7104 | 4505577104 | 4471234005 12 flats | NHS no. 4505577104. | NHS-4505577104 | 6000000006 |
    943 476 5919 450 557 7104 | (450\u00a0557\u00a07104) | 4505577105, 4505577104 | 4505577105,4505577104`,
  'date-of-birth': `DOB 03/05/1950 | dob: 3/5/50 | D.O.B. 03-05-50 | d o b 3.5.1950 | DoB - 1950-05-03 | dob 03051950 |
    Date of birth: 3 May 1950 | born 3 May 1950 | Born on the 3rd of May, 1950 | born in Leeds on 3/5/1950 |
    born: May 3, 1950 | born 3-May-50 | 03/05/1950 (DOB) | 3 May 1950, born | DOB (checked) 1950/05/03 |
    birthday is 3 Sept 1950 | birth date 3 5 1950 | Born 3 May ’50 | DOB 1 Jan 50`,
  email: `jane@example.org | Jane.Smith+home@mail.example.co.uk | write to j_s@example.com. | <o’neil@example.ie> |
    mailto:a@b-c.info | JANE@EXAMPLE.ORG | a@b@example.org | ${'x'.repeat(5000)}@example.org`,
  phone: `07700 900123 | 07700900123 | 07700 900 123 | 0770 0900 123 | 077 0090 0123 | 07700-900123 | 07700.900.123 |
    (07700) 900123 | +447700900123 | +44 7700 900123 | +44 (0)7700 900123 | +44 07700 900123 | 0044 7700 900123 |
    447700900123 | Mob:07700900123 | call 07700 900123, evenings | 07624 900123 | 7 flats, 07911 123456`,
  postcode: `M1 1AE | B33 8TH | CR2 6XH | DN55 1PT | W1A 0AX | EC1A 1BB | OX1 1AA | ox11aa | OX1  1AA | OX1   1AA |
    B12 3AB | b123ab | OX1\u00a01AA | 3 Elm Road, Oxford OX1 1AA | 3 Elm Road, Oxford, OX11AA | at ox1 1aa with her |
    (OX1 1AA) | OX1 1AA. | Oxford OX11AA. | SW1A 2AA;SW1A 2AB | Block B2 1st floor, OX1 1AA | E1 6AN | OX1 1ST | ox1 1st`,
};

/** Texts that a hasty reader takes for a person's, a bar between them. */
const harmless: Table = {
  'a name or an id of a service': `| 12 | Maple House floating support 12 | SVC0000001 | 00AJ-9-0002 | E10UNIT | SP1 2 |
    38-7-0012 | P0001 | C1.1 | KPI1 | HIAKPI1 | B12 | Flat B2 1st floor | BLOCK B2 1ST FLOOR | Unit E1 2nd stage |
    N1 24hr cover | M3 2hr visits | E1 9am | St John’s 24/7 support | Care@Home | Drop-in @ 5.30pm | @elm.house |
    44-712345-0012 | 38-4505577104-0001 | 38-07700900123 | O’Neil House | Room 101 - 3 beds`,
  'no National Insurance number': `DA123456A | FA123456A | IA123456A | QA123456A | UA123456A | VA123456A | AO123456A |
    AD123456A | BG123456A | GB123456A | NK123456A | KN123456A | TN123456A | NT123456A | ZZ123456A | zz123456a |
    AB123456E | AB123456 | AB12345C | AB1234567C | XAB123456C | AB123456CD | 1AB123456C | AB-123456-C | AB-12-34 56-C`,
  'no NHS number': `4505577105 | 450 557 7105 | 450-557 7104 | 45055771040 | 14505577104 | A4505577104 | 4505577104B |
    1234567881 | 0000000000 | 4505577104.50 | 4505577104-1 | 38-4505577104 | 450557710 | 6000000000`,
  'a day of no birth': `03/05/1950 | Opened 3 May 2004 | First Born project, opened 3 May 2004 | born 1950 | DOB 12345 |
    Osborn House 12/03/2004 | Dobson Court 12/03/2004 | newborn 12/03/2004 | DOB unknown, 12 units |
    and objectives 3/5/04 | born in the flat 12 to 14 | 2004-05-03 and 2005-05-03`,
  'no e-mail address': 'a@b | @ | a@ | a @ b.com | @example.org | a@.org | a@example.1 | 5 @ 12.50 = 62.50',
  'no mobile telephone': `01865 123456 | 020 7946 0000 | 0800 123456 | 0700 123456 | 00000712345 | 07000000012 |
    0770090012 | 077009001234 | 1 07700900 | 07/12/2004 10:30 | 07-12-2004 100 hours | 07 07 07 07 07 07 |
    X07700900123 | 12-07700900123 | 07700900123-4 | +33 7700 900123 | +44 1865 123456 | 0.077009001234 | 12345678901`,
  'no postcode': `SP1 2 | C1 1AB | Q1 1AA | V1 1AA | X1 1AA | AI1 1AA | AZ1 1AA | OX1 1CA | OX1 1AI | OX1 1KA | OX1 1MA |
    OX1 1AO | OX1 1VA | W1I 1AA | EC1C 1AA | OX111 1AA | OX 1AA | OX1 AA | OX1 1A | OX1 1AAA | BOX1 1AA | 1OX1 1AA |
    OX11AA project | REF-OX11AA | OX1-1AA | OX1      1AA | OX11AA              house`,
  'nothing of a person':
    '1234.56 | 31/03/2009 | -5 | 1,234,567.89 | 99999999.99 | ½ 12 | 🏠 12 | \u0000\u0000',
};

describe('the text of a cell', () => {
  for (const [kind, texts] of Object.entries(found)) {
    it(`holds ${kind}`, () => {
      for (const text of textsIn(texts)) expect(personLikeValue(text), text.slice(-60)).to.equal(kind);
    });
  }

  for (const [what, texts] of Object.entries(harmless)) {
    it(`is ${what}`, () => {
      for (const text of textsIn(texts)) expect(personLikeValue(text), text).to.be.null;
    });
  }

  it('is read to its end, however long', () => {
    const long = 'Maple House 12, '.repeat(20_000);
    expect(personLikeValue(long)).to.be.null;
    for (const [kind, texts] of Object.entries(found))
      expect(personLikeValue(long + (textsIn(texts)[0] ?? '')), kind).to.equal(kind);
  });

  it('is read to its end where it is written to take long', () => {
    const long = (piece: string): string => piece.replaceAll('_', ' ').repeat(1_000_000 / piece.length);
    const pieces = textsIn('7|4505577105_|07_|a@|a.|07/|OX1_1|1/1/|born_|d.o.b_|AB12|B1/1st/|dob:born:1/|\t');
    for (const piece of pieces)
      for (const text of [long(piece), `a@b 12 ${long(piece)}!`])
        expect(personLikeValue(text), piece).to.be.null;
    for (const piece of textsIn('a|A|aA|client_|ofbirth|next-of-|1|clientclient|\t'))
      expect(personLikeHeading(long(piece)), piece).to.be.null;
  });
});

const oneOf = (letters: string): fc.Arbitrary<string> => fc.constantFrom(...letters.split(''));
const digits = (count: number): fc.Arbitrary<string> =>
  fc.string({ unit: oneOf('0123456789'), minLength: count, maxLength: count });
const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));
const inEitherCase = (text: string): fc.Arbitrary<string> => fc.constantFrom(text, text.toLowerCase());

const insuranceNumber = fc
  .tuple(
    joined(oneOf('ABCEGHJKLMNOPRSTWXYZ'), oneOf('ABCEGHJKLMNPRSTWXYZ')).filter(
      (prefix) => !wordsIn('BG GB NK KN TN NT ZZ').includes(prefix),
    ),
    ...[digits(2), digits(2), digits(2), oneOf('ABCD')],
  )
  .chain((parts) => fc.constantFrom('', ' ', '  ', '-').map((space) => parts.join(space)))
  .chain(inEitherCase);

const nhsNumber = fc
  .tuple(joined(oneOf('467'), digits(2)), digits(3), digits(3), fc.constantFrom('', ' ', '-'))
  .map(([first, second, third, space]) =>
    [first, second, third + checkDigit(first + second + third)].join(space),
  )
  .filter((number) => !number.endsWith('none'));

/** Worked out another way than the rule does: the weighted sum of all ten digits is a multiple of eleven. */
function checkDigit(nine: string): string {
  const sumWith = (check: string): number =>
    (nine + check).split('').reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0);
  return '0123456789'.split('').find((check) => sumWith(check) % 11 === 0) ?? 'none';
}

const mobileNumber = joined(
  joined(fc.constantFrom('07', '+447', '+44 7', '+44 (0)7', '0044 7'), oneOf('123456789'), digits(2)),
  joined(fc.constantFrom('', ' ', '-'), digits(3), fc.constantFrom('', ' '), digits(3)),
);

const outward = fc.oneof(
  joined(oneOf('BEGLMNSW'), digits(1), fc.constantFrom('', ...wordsIn('0 1 9 A B F H J K P S T U W'))),
  joined(
    fc.constantFrom(...wordsIn('AB BA CV DH EC FY GU HX IP KT LS ME NW OX PO RG SW TQ UB WC YO ZE')),
    joined(digits(1), fc.constantFrom('', ...wordsIn('0 1 9 A B E H M N P R V W X Y'))),
  ),
);
const letter = oneOf('ABDEFGHJLNPQRSTUWXYZ');
const postcode = joined(outward, fc.constantFrom(' ', '  '), digits(1), letter, letter).chain(inEitherCase);

const birthDate = fc
  .tuple(
    fc.constantFrom('DOB ', 'dob: ', 'D.O.B. ', 'born ', 'born on ', 'Date of birth: ', 'date of birth is '),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2009-12-31'), noInvalidDate: true }),
    fc.constantFrom('short' as const, 'medium' as const, 'long' as const),
  )
  .map(
    ([words, date, dateStyle]) => words + date.toLocaleDateString('en-GB', { dateStyle, timeZone: 'UTC' }),
  );

const plantable: readonly [kind: PersonLike, text: fc.Arbitrary<string>][] = [
  ['national-insurance-number', insuranceNumber],
  ['nhs-number', nhsNumber],
  ['email', fc.emailAddress()],
  ['phone', mobileNumber],
  ['postcode', postcode],
  ['date-of-birth', birthDate],
];

describe('every', () => {
  const words = fc
    .array(fc.constantFrom(...wordsIn('Maple House floating support for older people’s flat lives with')))
    .map((some) => some.join(' '));
  const before = joined(words, fc.constantFrom(' ', ', ', ' (', ': ', '\n'));
  const after = fc.oneof(fc.constant(''), joined(fc.constantFrom(' ', ', ', ') ', '. ', '; ', '\n'), words));

  for (const [kind, text] of plantable) {
    it(`${kind} is found between words`, () => {
      const isFound = fc.property(before, text, after, (start, planted, end) => {
        expect(personLikeValue(start + planted + end), start + planted + end).to.equal(kind);
      });
      fc.assert(isFound, { numRuns: 2000 });
    });
  }

  it('text is read without a fault, as one of the kinds or none', () => {
    const isRead = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([...kinds, null])
        .to.include(personLikeValue(text))
        .and.to.include(personLikeHeading(text));
    });
    fc.assert(isRead, { numRuns: 2000 });
  });
});

describe('services that are made', () => {
  const plans = fc.record<ExtractPlan>({
    authority: fc.record({
      code: fc.constantFrom(...wordsIn('00AJ 38 44 00BX 11 45UB 00EH 16UC')),
      region: fc.constantFrom('London', 'South East', 'West Midlands'),
    }),
    services: fc.constantFrom(1, 254, 40_000),
    date: fc.constantFrom('2004-09-13', '2009-03-31', '2010-06-30'),
    seed: fc.oneof(fc.nat(100), fc.nat(0xffffffff)),
  });

  it('have names and ids of nobody', () => {
    const areNobody = fc.property(plans, fc.nat(39_999), (plan, place) => {
      const { id, name } = makeService(plan, place % plan.services);
      expect([name, id].map(personLikeValue), `${name}, ${id}`).to.deep.equal([null, null]);
    });
    fc.assert(areNobody, { numRuns: 5000 });
  });

  it('fill tables in which no cell is of a person', () => {
    const authority = { code: '38', region: 'South East' };
    const cells = Array.from({ length: 12 }, (_, seed): ExtractPlan => ({
      authority,
      services: 100,
      date: '2009-03-31',
      seed,
    }))
      .flatMap((plan) => madeTables.flatMap((table) => [...table.rows(plan)]))
      .flat();
    expect(cells).to.have.length.above(50_000);
    expect(cells.filter((cell) => personLikeValue(cell) !== null)).to.be.empty;
  });

  it('are of types that are nobody’s', () => {
    const labels = Object.values(lists).flat();
    expect(labels).to.have.length.above(50);
    for (const label of labels) expect(personLikeValue(label), label).to.be.null;
  });
});
