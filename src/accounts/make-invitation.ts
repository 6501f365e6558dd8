import type { Knex } from 'knex';
import { paths } from '../paths.ts';
import { hashOfToken, newInvitationToken } from './invitation-token.ts';
import { expiryOf } from './passwords/invitation.ts';
import { insertInvitation } from './store.ts';

/** The link by which somebody chooses their first password, and until when it works. */
export interface InvitationLink {
  path: string;
  expiresAt: Date;
}

/** Makes an invitation; the link is known here and in the letter only, since the table keeps its hash. */
export async function makeInvitation(
  trx: Knex.Transaction,
  userId: number,
  createdAt: Date,
): Promise<InvitationLink> {
  const token = newInvitationToken();
  const expiresAt = expiryOf(createdAt);
  await insertInvitation(trx, { userId, tokenHash: hashOfToken(token), createdAt, expiresAt });
  return { path: paths.invitation(token), expiresAt };
}
