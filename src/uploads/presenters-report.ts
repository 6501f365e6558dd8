import { paths } from '../paths.ts';
import { columnLetters, type Advice, type Finding, type Severity } from '../tables/index.ts';
import { formatCount } from '../web/formatters.ts';
import { pagination, type PageAsked } from '../web/pagination.ts';
import { GIVEN_UP } from './finding.ts';
import type { DecisionCounts, FindingFilter, FindingGroup, KeptFinding } from './store-findings.ts';
import { takesDecisions, type Upload } from './upload.ts';
import type { UploadKind } from './upload-kind.ts';

/** The findings of an upload as a page shows them: all groups, and one page of those that are asked for. */
export interface FindingsView {
  upload: Upload;
  kind: UploadKind;
  groups: FindingGroup[];
  decisions: DecisionCounts;
  /** What is listed below the groups; null where there is nothing to list. */
  filter: FindingFilter | null;
  findings: KeptFinding[];
  /** How many findings the filter lets through. */
  total: number;
  asked: PageAsked;
}

/** What a finding says; a fault of ours has the same words whatever the kind of file. */
export function adviceOn(kind: UploadKind, finding: Pick<Finding, 'code' | 'params' | 'field'>): Advice {
  if (finding.code !== GIVEN_UP) return kind.advise(finding);
  return {
    message: 'SP-Bench could not check this file. This is a fault of ours and has been logged.',
    howToFix:
      'Upload the file again. If that does not help, tell Oxford Computer Consultants the number of this upload.',
  };
}

/** From so many rows on, a fault is the system's rather than somebody's slip. */
const REPEATED = 16;

interface SectionWords {
  title: string;
  unit: (count: number) => string;
  colour: string;
}

const sections: readonly (SectionWords & { severity: Severity })[] = [
  {
    severity: 'error',
    title: 'You must put right',
    unit: (n) => `${n.toLocaleString('en-GB')} to put right`,
    colour: 'red',
  },
  {
    severity: 'irregular',
    title: 'Please confirm',
    unit: (n) => `${n.toLocaleString('en-GB')} to confirm`,
    colour: 'yellow',
  },
  { severity: 'notice', title: 'For your information', unit: (n) => formatCount(n, 'row'), colour: 'grey' },
];

/** Of irregular values that nobody is asked about any more. */
const confirmed: SectionWords = {
  title: 'Irregular values',
  unit: (n) => formatCount(n, 'value'),
  colour: 'grey',
};

/** One line a rule and field, with its count; then what has passed. */
export function taskList(view: FindingsView): object | null {
  const { groups } = view;
  const passed = passedFields(view);
  if (passed.length === 0 && groups.length === 0) return null;
  return {
    sections: sections.flatMap(({ severity, ...words }) => {
      const own = groups.filter((group) => group.severity === severity);
      if (own.length === 0) return [];
      const { title, unit, colour } = severity === 'irregular' && !isToConfirm(view) ? confirmed : words;
      return {
        title,
        items: own.map((group) => ({ ...taskOf(view, group), status: unit(group.findings), colour })),
      };
    }),
    passed,
  };
}

function isToConfirm({ upload: { state }, decisions }: FindingsView): boolean {
  return decisions.undecided > 0 && state !== 'superseded' && state !== 'withdrawn';
}

function taskOf({ upload, kind, filter }: FindingsView, group: FindingGroup): object {
  const { message } = adviceOn(kind, group);
  return {
    id: `rule-${group.number}`,
    title: message,
    hint: [group.file, group.field].filter(Boolean).join(', ') + repeatedHint(group),
    href: `${findingsHref(upload.id, { group: group.number })}#findings`,
    isCurrent: filter?.group === group.number,
  };
}

function repeatedHint({ findings, severity }: FindingGroup): string {
  if (severity !== 'error' || findings < REPEATED) return '';
  return `. The same fault on ${findings.toLocaleString('en-GB')} rows: correct the column in your system`;
}

/** The fields that were read and have no finding, a table a line. */
function passedFields({ upload, groups }: FindingsView): { table: string; fields: string; count: string }[] {
  const found = new Set(
    groups.filter(({ severity }) => severity !== 'notice').map(({ file, field }) => `${file} ${field}`),
  );
  return upload.tables.flatMap(({ name, fields = [] }) => {
    const passed = fields.filter((field) => !found.has(`${name} ${field}`));
    if (passed.length === 0) return [];
    return {
      table: name,
      fields: passed.join(', '),
      count: `${passed.length} of ${formatCount(fields.length, 'field')}`,
    };
  });
}

/** What is the quickest way to a sound file, told by how the errors repeat; null where nothing is to be put right. */
export function quickestWay({ upload, kind, groups }: FindingsView): string | null {
  const errors = groups.filter(({ severity, code }) => severity === 'error' && code !== GIVEN_UP);
  if (errors.length === 0) return null;
  const structural = errors.filter(
    ({ columnPosition, code }) => columnPosition === 0 && /^(header|csv|file|table)\./.test(code),
  );
  if (structural.length > 0)
    return 'Begin with the build of the file: rows below a fault in the headings could not all be checked, so more may be found when it is right.';
  const repeated = errors.filter(({ findings }) => findings >= REPEATED);
  const share = repeated.reduce((sum, { findings }) => sum + findings, 0) / upload.errorCount;
  if (share >= 0.5) {
    return `${Math.round(share * 100)}% of the errors are ${repeated.length === 1 ? 'one fault that repeats' : `${repeated.length} faults that repeat`}: correct ${repeated.length === 1 ? 'it' : 'them'} in your own system or its export, and most of the list goes away.`;
  }
  return `Each error stands alone: correct the services below in your own system, then export the ${kind.noun} again.`;
}

/** The list under the groups: errors and notices to read, irregular values to decide about. */
export function findingsList(view: FindingsView): object | null {
  const { upload, kind, filter, findings, total, asked, groups } = view;
  if (!filter) return null;
  const shown = filter.severity === 'irregular' ? decisionsOf(view) : {};
  const group = groups.find(({ number }) => number === filter.group);
  return {
    isToDecide: filter.severity === 'irregular',
    title: group ? adviceOn(kind, group).message : titles[filter.severity],
    caption:
      total === 0
        ? 'No row has what you look for'
        : `${range(asked, findings.length, total)}, in the order of the file`,
    filters: filtersOf(view),
    rows: findings.map((finding) => ({
      ...findingRow(finding),
      ...adviceOn(kind, finding),
      ...decisionOf(finding),
    })),
    pagination: pagination(asked, total, titles[filter.severity], (page) =>
      findingsHref(upload.id, filter, page),
    ),
    ...shown,
  };
}

const titles: Record<Severity, string> = {
  error: 'Errors',
  irregular: 'Irregular values',
  notice: 'For your information',
};

function filtersOf({ upload, kind, groups, filter }: FindingsView): object {
  const isChosen = filter?.group !== undefined || Boolean(filter?.service);
  const named = groups.map((group) => ({
    value: String(group.number),
    text: `${group.field || group.file}: ${adviceOn(kind, group).message} (${group.findings.toLocaleString('en-GB')})`,
    selected: group.number === filter?.group,
  }));
  return {
    action: paths.upload(upload.id),
    groups: [{ value: '', text: 'All', selected: filter?.group === undefined }, ...named],
    service: filter?.service ?? '',
    clearHref: isChosen ? paths.upload(upload.id) : null,
  };
}

function decisionsOf(view: FindingsView): object {
  const { upload, asked, filter } = view;
  return {
    action: takesDecisions(upload.state) ? paths.decisions(upload.id) : null,
    tally: tallyOf(view),
    all: upload.irregularCount,
    kept: { page: asked.number, rule: filter?.group ?? '', service: filter?.service ?? '' },
  };
}

/** How the decisions stand; where none can be taken, when they will be. */
function tallyOf({ upload: { state }, decisions }: FindingsView): string {
  if (state === 'checked')
    return 'This was a check only, so there is nothing to decide here: you are asked when you upload the file for the reports.';
  if (state === 'rejected')
    return 'There is nothing to decide yet: you are asked when you upload the file without its errors.';
  const { include, exclude, undecided } = decisions;
  return `${formatCount(include, 'value')} included, ${exclude.toLocaleString('en-GB')} excluded, ${undecided.toLocaleString('en-GB')} undecided.`;
}

function decisionOf({ number, decision }: KeptFinding): object {
  const words = { include: 'Included', exclude: 'Excluded' };
  return {
    name: `decision[${number}]`,
    id: `decision-${number}`,
    decision,
    decisionWord: decision === null ? 'Undecided' : words[decision],
  };
}

function findingRow(finding: KeptFinding): object {
  const { file, row, field, value, serviceId, serviceName } = finding;
  return { file, row, column: columnLetters(finding.columnPosition), field, value, serviceId, serviceName };
}

function range(asked: PageAsked, shown: number, total: number): string {
  const first = asked.offset + 1;
  return `${first.toLocaleString('en-GB')} to ${(asked.offset + shown).toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`;
}

/** The address of an upload's findings: of a rule, of a service, of a page. */
export function findingsHref(
  uploadId: number,
  { group, service }: Pick<FindingFilter, 'group' | 'service'>,
  page = 1,
): string {
  const query = new URLSearchParams();
  if (group !== undefined) query.set('rule', String(group));
  if (service) query.set('service', service);
  if (page > 1) query.set('page', String(page));
  return paths.upload(uploadId) + (query.size > 0 ? `?${query.toString()}` : '');
}
