/** A reason for which the law lets something be withheld from whoever it is about. */
export interface WithholdingGround {
  key: string;
  /** For staff: what it is called in a list to choose from. */
  title: string;
  /** Where it stands. */
  rule: string;
  /** For staff: when it applies, in our own words. */
  help: string;
  /** For the person: what stands in the gap, after "withheld:". */
  words: string;
  /** Whether the law allows that the person is told nothing of it. */
  mayStaySilent: boolean;
  /**
   * What silence means for a whole field, record or file: counted among what is not explained, or absent without a trace,
   * where knowing that there is something would do the harm by itself. A gap within a text is seen and counted either way.
   */
  whenSilent: 'counted' | 'absent';
  /** The three steps of data about somebody else have to be gone through and noted (L12). */
  needsThreeSteps: boolean;
  /** A professional's opinion has to be noted. */
  needsOpinion: boolean;
}

const act = 'Data Protection Act 2018';
const schedule2 = (part: number, paragraphs: string): string =>
  `${act}, schedule 2, part ${part}, ${paragraphs}`;

const explained = { mayStaySilent: false, whenSilent: 'counted' } as const;
const counted = { mayStaySilent: true, whenSilent: 'counted' } as const;
const absent = { mayStaySilent: true, whenSilent: 'absent' } as const;
const noTest = { needsThreeSteps: false, needsOpinion: false } as const;

/**
 * The closed list (L12, L13; P82 to P85). A ground is never a whole document's by its kind: each is held against the one
 * passage, value, record or file, and only as far as giving it would do what the ground guards against.
 */
export const withholdingGrounds: readonly WithholdingGround[] = [
  {
    ...{ key: 'somebody-else', title: 'About somebody else', rule: schedule2(3, 'paragraph 16') },
    help: 'Giving it would tell who somebody else is. First try to answer without naming them; then ask whether they agree; then weigh whether it is reasonable without their agreement. What they do in their work for OCC or an authority is mostly reasonable to give.',
    words: 'about somebody else',
    ...{ ...explained, needsThreeSteps: true, needsOpinion: false },
  },
  {
    ...{ key: 'confidential', title: 'Confidential information about other people' },
    rule: schedule2(3, 'paragraph 16(3): a duty of confidence is part of what is weighed'),
    help: 'Somebody told us about themselves or others on the understanding that it goes no further. The same three steps as for anything about somebody else; the duty of confidence weighs heavily in the third.',
    words: 'told in confidence about somebody else',
    ...{ ...explained, needsThreeSteps: true, needsOpinion: false },
  },
  {
    ...{ key: 'serious-harm', title: 'Serious harm to somebody, in a professional’s opinion' },
    rule: `${act}, schedule 3, parts 2 to 4 (data about health, social work and education)`,
    help: 'Giving it would be likely to cause serious harm to the physical or mental health of the person or anybody else. For data about health a health professional has to say so, and not longer ago than six months. Note who gave the opinion and when.',
    words: 'likely to do serious harm',
    ...{ ...absent, needsThreeSteps: false, needsOpinion: true },
  },
  {
    ...{
      key: 'child-abuse',
      title: 'Data about child abuse',
      rule: `${act}, schedule 3, part 5, paragraph 21`,
    },
    help: 'Somebody with parental responsibility, or appointed by a court, asks for a person, and giving what is held on abuse of that person would not be in the person’s best interests.',
    words: 'data that protects a child or an adult in need of care',
    ...{ ...absent, ...noTest },
  },
  {
    ...{
      key: 'crime',
      title: 'Prevention and detection of crime, and taxation',
      rule: schedule2(1, 'paragraph 2'),
    },
    help: 'Giving it would be likely to prejudice that a crime is prevented or detected, that offenders are caught or prosecuted, or that a tax is collected. Ask whoever the data was given to or came from; do not tell the person that there is an enquiry.',
    words: 'it would hinder the prevention or detection of crime, or the collection of tax',
    ...{ ...absent, ...noTest },
  },
  {
    ...{ key: 'risk-assessment', title: 'Systems that assess risks of crime or of unpaid tax' },
    rule: schedule2(1, 'paragraph 3'),
    help: 'It is how a public authority’s system sorts people by their risk of offences with public money or tax, and giving it would let the system be got round.',
    words: 'it would show how risks are assessed',
    ...{ ...absent, ...noTest },
  },
  {
    ...{ key: 'immigration', title: 'Immigration control', rule: schedule2(1, 'paragraphs 4 to 4B') },
    help: 'Giving it would be likely to prejudice immigration control. Only the Home Secretary’s departments can rely on it, and each case is decided and recorded: ask them before using it.',
    words: 'it would hinder immigration control',
    ...{ ...absent, ...noTest },
  },
  {
    ...{
      key: 'public-protection',
      title: 'Functions that protect the public',
      rule: schedule2(2, 'paragraph 7'),
    },
    help: 'A public body’s work against dishonesty, malpractice, unfit conduct, mismanagement of charities, or dangers to health and safety at work would be likely to be prejudiced.',
    words: 'it would hinder work that protects the public',
    ...{ ...counted, ...noTest },
  },
  {
    ...{ key: 'regulatory', title: 'Audit and regulation', rule: schedule2(2, 'paragraphs 8 to 12') },
    help: 'The work of an auditor, ombudsman, regulator or other body named there would be likely to be prejudiced, such as an investigation by the Information Commissioner or the Local Government Ombudsman.',
    words: 'it would hinder the work of an auditor or regulator',
    ...{ ...counted, ...noTest },
  },
  {
    ...{
      key: 'parliamentary-privilege',
      title: 'Parliamentary privilege',
      rule: schedule2(2, 'paragraph 13'),
    },
    help: 'Withholding it is needed so that a privilege of either House of Parliament is not infringed.',
    words: 'it is under the privilege of Parliament',
    ...{ ...explained, ...noTest },
  },
  {
    ...{ key: 'judicial', title: 'Courts and judges', rule: schedule2(2, 'paragraph 14') },
    help: 'It was used by a judge or a court in its judicial work, is about an appointment to judicial office, or giving it would be likely to prejudice the independence of judges or proceedings.',
    words: 'it is part of the work of a court',
    ...{ ...counted, ...noTest },
  },
  {
    ...{ key: 'legal-privilege', title: 'Legal advice and proceedings', rule: schedule2(4, 'paragraph 19') },
    help: 'It is between a lawyer and a client for the sake of legal advice, or was made mainly for proceedings that are under way or expected, or a lawyer owes a client confidence about it.',
    words: 'legal advice, or made for legal proceedings',
    ...{ ...explained, ...noTest },
  },
  {
    ...{ key: 'self-incrimination', title: 'Self-incrimination', rule: schedule2(4, 'paragraph 20') },
    help: 'Giving it would show that whoever gives it has committed an offence, other than one of this Act or a false statement, and would lay them open to proceedings for it.',
    words: 'the law does not ask it of us',
    ...{ ...counted, ...noTest },
  },
  {
    ...{ key: 'corporate-finance', title: 'Corporate finance', rule: schedule2(4, 'paragraph 21') },
    help: 'It belongs to a service of corporate finance, and giving it could affect the price of a security or harm an economic or financial interest of the United Kingdom.',
    words: 'it would affect a financial interest that the law protects',
    ...{ ...counted, ...noTest },
  },
  {
    ...{ key: 'management', title: 'Management information', rule: schedule2(4, 'paragraph 22') },
    help: 'It is a forecast or plan of management about a business or another activity, and giving it would be likely to prejudice how that is run. It ends when the plan is known.',
    words: 'a plan or forecast of management',
    ...{ ...counted, ...noTest },
  },
  {
    ...{ key: 'negotiations', title: 'Negotiations with the person', rule: schedule2(4, 'paragraph 23') },
    help: 'It records what we intend in negotiations with the person, and giving it would be likely to prejudice them. It ends with the negotiations.',
    words: 'what we intend in negotiations',
    ...{ ...counted, ...noTest },
  },
  {
    ...{ key: 'references', title: 'Confidential references', rule: schedule2(4, 'paragraph 24') },
    help: 'It is a reference given in confidence for education, training, work, volunteering, an office or a service; by whoever gave it or whoever got it.',
    words: 'a reference given in confidence',
    ...{ ...explained, ...noTest },
  },
  {
    ...{ key: 'exams', title: 'Exam scripts and marks', rule: schedule2(4, 'paragraph 25') },
    help: 'It is what a candidate wrote in an exam; or marks that are asked for before the results are out: then they are owed later: five months after the request or 40 days after the results, whichever is first.',
    words: 'an exam script, or marks before the results are out',
    ...{ ...explained, ...noTest },
  },
  {
    ...{ key: 'journalism', title: 'Journalism, academic work, art and literature' },
    rule: schedule2(5, 'paragraph 26'),
    help: 'It is kept only so that something of these kinds is published, publishing is reasonably believed to be in the public interest, and giving it would not go with that.',
    words: 'kept for journalism, academic work, art or literature',
    ...{ ...explained, ...noTest },
  },
  {
    ...{ key: 'research', title: 'Research and statistics', rule: schedule2(6, 'paragraph 27') },
    help: 'It is kept for research or statistics, under their safeguards, no results tell who anybody is, and giving it would seriously impair the purpose.',
    words: 'kept for research or statistics only',
    ...{ ...explained, ...noTest },
  },
  {
    ...{ key: 'archiving', title: 'Archiving in the public interest', rule: schedule2(6, 'paragraph 28') },
    help: 'It is kept in an archive in the public interest, under its safeguards, and giving it would seriously impair the purpose.',
    words: 'kept in an archive in the public interest',
    ...{ ...explained, ...noTest },
  },
  {
    ...{ key: 'forbidden', title: 'Another law forbids it', rule: `${act}, schedule 4` },
    help: 'A law named there forbids giving it: on human fertilisation and embryology, adoption, parental orders, special educational needs, or children’s hearings.',
    words: 'another law forbids that it is given',
    ...{ ...explained, ...noTest },
  },
];

const byKey = new Map(withholdingGrounds.map((ground) => [ground.key, ground]));

/** Throws for a key that is not on the list: nothing is withheld for a reason that nobody knows. */
export function withholdingGround(key: string): WithholdingGround {
  const ground = byKey.get(key);
  if (!ground) throw new Error(`Nothing is withheld on a ground called ${key}.`);
  return ground;
}
