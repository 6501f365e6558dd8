import { roleNames, roles } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { RecipientCounts } from '../recipients/recipient.ts';
import { type Certificate, keyName } from './certificate.ts';
import { groundWords, scopeWords, settlementWords, tableWords } from './presenters-words.ts';
import type { Removal } from './removal.ts';

/** The certificate in words, with what it takes to check that it is ours. */
export function certificatePage({ id, certificate, signature }: Removal, publicKey: string): Page {
  const said = JSON.parse(certificate ?? '') as Certificate;
  const title = 'Certificate of removal';
  return {
    view: 'data-rights/removals/certificate',
    frame: { title, section: 'requests', backLink: paths.removal(id) },
    page: {
      ...{ title, number: `Removal ${said.number}`, jsonHref: paths.removalCertificateJson(id) },
      facts: factsOf(said),
      gone: said.byTable.map(({ table, what, rows }) => ({
        ...{ table: tableWords(table), what: what === 'deleted' ? 'Deleted' : 'Emptied' },
        rows: rows.toLocaleString('en-GB'),
      })),
      kept: said.kept.map(({ table, rows, why, until }) => ({
        ...{ table: tableWords(table), rows: rows.toLocaleString('en-GB'), why, until },
      })),
      found: said.stillFound.map(({ place, because }) => ({
        place,
        because: because === 'planned' ? 'Stays, as said above' : settlementWords[because],
      })),
      ...{ signature: signature?.toString('base64') ?? '', publicKey, keyName: keyName(publicKey) },
    },
  };
}

const roleWords = (name: string): string => {
  const role = roles.find((one) => one === name);
  return role ? roleNames[role] : name;
};

function recipientsIn({ told, impossible, disproportionate, open }: RecipientCounts): string {
  if (told + impossible + disproportionate + open === 0) return 'Nobody, as far as we know';
  const parts = [
    [told, 'told'],
    [impossible, 'could not be told'],
    [disproportionate, 'not told, since it would have been out of all proportion'],
    [open, 'still to be told when this was made'],
  ] as const;
  return parts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`])).join(', ');
}

function factsOf(said: Certificate): { key: string; value: string }[] {
  return [
    { key: 'What', value: scopeWords[said.scope].text },
    { key: 'Ground', value: groundWords[said.ground] },
    ...(said.caseReference ? [{ key: 'Request', value: said.caseReference }] : []),
    { key: 'Asked for', value: formatDateTime(new Date(said.askedAt)) },
    { key: 'Removed', value: formatDateTime(new Date(said.removedAt)) },
    { key: 'Searched after', value: formatDateTime(new Date(said.searchedAt)) },
    { key: 'Accounts', value: String(said.accounts) },
    { key: 'Files', value: String(said.uploads) },
    {
      key: 'Records',
      value: `${formatCount(said.rows.deleted, 'record')} deleted, ${said.rows.emptied.toLocaleString('en-GB')} emptied`,
    },
    { key: 'Gone from backups by', value: formatDay(said.backupsUntil) },
    ...(said.agesOut ? [{ key: 'Until then', value: said.agesOut }] : []),
    ...(said.recipients ? [{ key: 'Who was given the data', value: recipientsIn(said.recipients) }] : []),
    { key: 'Mailings', value: 'Stopped for good, by a keyed hash that tells nobody the address' },
    { key: 'Who removed', value: said.roles.map(roleWords).join(' and ') },
    { key: 'Plan (SHA-256)', value: said.planHash },
    {
      key: 'Audit trail',
      value: said.auditHead ? `Position ${said.auditHead.position}, ${said.auditHead.hash}` : 'Empty',
    },
  ];
}
