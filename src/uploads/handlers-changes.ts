import type { RequestHandler } from 'express';
import { ownAuthority } from '../accounts/index.ts';
import { NotFound } from '../web/errors.ts';
import { renderPage } from '../web/render.ts';
import { parseUploadId } from './forms.ts';
import * as present from './presenters-changes.ts';
import type { ReceiveParts } from './receive-upload.ts';
import { liveBefore, versionsOf, type StoredVersion } from './store-changes.ts';
import type { Upload } from './upload.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

type ChangesParts = Pick<ReceiveParts, 'db' | 'kinds'>;

/**
 * What an upload changes, for its page: while it waits, against the live one; once it is live, against the one before
 * it. Null in any other state, and for a kind whose versions are not compared.
 */
export async function changesOnPage(
  { db, kinds }: ChangesParts,
  upload: Upload,
): Promise<present.ChangesView | null> {
  const kind = kindNamed(kinds, upload.kind);
  const occasion = occasions[upload.state];
  if (!kind.changes || !occasion) return null;
  const last = await liveBefore(db, upload);
  if (!last) return present.firstView(kind.noun);
  const before = occasion === 'live' || last.state === 'live' ? last : null;
  const ids = { authorityId: upload.authority.id, fromUploadId: last.id, toUploadId: upload.id };
  const changes = before && (await kind.changes(db, { ...ids, occasion }));
  if (before && changes) return present.changesView(changes, occasion, before);
  return occasion === 'waiting' ? present.noneLiveView(kind.noun) : null;
}

const occasions: Partial<Record<Upload['state'], 'waiting' | 'live'>> = {
  'needs-decisions': 'waiting',
  live: 'live',
};

/** Whether an authority has two versions that can be compared. */
export async function isComparable({ db, kinds }: ChangesParts, authorityId: number): Promise<boolean> {
  return (await versionsOf(db, authorityId, comparedKinds(kinds))).length > 1;
}

/** Two uploads of the authority, chosen by `from` and `to`, side by side; else the form to choose them by. */
export function compareUploads({ db, kinds }: ChangesParts): RequestHandler {
  return async (req, res) => {
    const authorityId = ownAuthority(req).id;
    const versions = await versionsOf(db, authorityId, comparedKinds(kinds));
    const { from, to } = req.query;
    if (!from || !to || from === to) {
      renderPage(req, res, present.chooseTwoPage(versions, { from, to }));
      return;
    }
    const [first, second] = [versionAt(versions, from), versionAt(versions, to)];
    const ids = { authorityId, fromUploadId: first.id, toUploadId: second.id };
    const isOneKind = first.kind === second.kind;
    const changes = isOneKind
      ? await kindNamed(kinds, first.kind).changes?.(db, { ...ids, occasion: 'chosen' })
      : null;
    if (!changes) throw new NotFound();
    renderPage(req, res, present.comparePage(changes, first, second));
  };
}

function comparedKinds(kinds: readonly UploadKind[]): string[] {
  return kinds.filter(({ changes }) => changes !== undefined).map(({ name }) => name);
}

function versionAt(versions: readonly StoredVersion[], asked: unknown): StoredVersion {
  const id = parseUploadId(asked);
  const version = versions.find((one) => one.id === id);
  if (!version) throw new NotFound();
  return version;
}
