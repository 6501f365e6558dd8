import { paths } from '../../paths.ts';
import { csvLine, notAFormula } from '../../platform/csv-line.ts';
import { formatDateTime } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { AuditFilter } from './forms.ts';
import type { TrailEvent, Verification } from './store.ts';

export interface TrailView {
  filter: AuditFilter;
  before: number | null;
  events: readonly TrailEvent[];
  hasMore: boolean;
  verifications: readonly Verification[];
}

export function trailPage({ filter, before, events, hasMore, verifications }: TrailView): Page {
  const title = 'Audit trail';
  const last = events.at(-1)?.position;
  return {
    view: 'occ/audit',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, action: paths.audit, typed: { ...filter, actor: filter.actor ?? '' } },
      clearHref: queryOf(filter) === '' && before === null ? null : paths.audit,
      csvHref: `${paths.auditCsv}${queryOf(filter)}`,
      rows: events.map(rowOf),
      pagination:
        before === null && !hasMore
          ? null
          : {
              label: 'Pages of the trail',
              ...(before !== null && { previous: `${paths.audit}${queryOf(filter)}` }),
              ...(hasMore && last !== undefined && { next: `${paths.audit}${queryOf(filter, last)}` }),
            },
      verifyAction: paths.auditVerification,
      verifications: verifications.map(verificationRow),
    },
  };
}

function rowOf({ position, at, actorId, action, subjectType, subjectId, details }: TrailEvent) {
  return {
    ...{ position, at: formatDateTime(at), action },
    actor:
      actorId === null
        ? { text: 'SP-Bench itself', href: null }
        : { text: `Account ${actorId}`, href: paths.user(actorId) },
    subject: `${subjectType} ${subjectId}`,
    subjectHref: subjectType === 'user' && /^\d+$/.test(subjectId) ? paths.user(Number(subjectId)) : null,
    details: Object.entries(details)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join('; '),
  };
}

function verificationRow({ askedAt, askedBy, finishedAt, isWhole, sentence }: Verification) {
  const tag =
    isWhole === null
      ? { text: 'Under way', colour: 'blue' }
      : isWhole
        ? { text: 'Whole', colour: 'green' }
        : { text: 'Broken', colour: 'red' };
  return {
    tag,
    asked: `${formatDateTime(askedAt)}${askedBy === null ? '' : `, by account ${askedBy}`}`,
    finished: finishedAt ? formatDateTime(finishedAt) : 'Not yet: open this page again in a while',
    sentence: sentence ?? '',
  };
}

function queryOf(filter: AuditFilter, before?: number): string {
  const { action, subjectType, subjectId, actor, from, until } = filter;
  const asked = { action, subjectType, subjectId, actor: actor ?? '', from, until, before: before ?? '' };
  const entries = Object.entries(asked).filter(([, value]) => value !== '');
  const query = new URLSearchParams(
    entries.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return query === '' ? '' : `?${query}`;
}

const HEAD = ['position', 'at', 'actor', 'action', 'subject_type', 'subject_id', 'details'];

export function csvHead(): string {
  return `\uFEFF${csvLine(HEAD)}`;
}

export function csvRow({
  position,
  at,
  actorId,
  action,
  subjectType,
  subjectId,
  details,
}: TrailEvent): string {
  const told = [action, subjectType, subjectId, JSON.stringify(details)].map(notAFormula);
  return csvLine([String(position), at.toISOString(), actorId === null ? '' : String(actorId), ...told]);
}
