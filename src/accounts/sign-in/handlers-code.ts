import type { Request, RequestHandler, Response } from 'express';
import { renderPage } from '../../web/render.ts';
import { endSession } from '../../web/sessions.ts';
import type { AccountParts } from '../account-parts.ts';
import { codeIn } from '../forms.ts';
import { checkCode, type CheckedCode, type CodeParts } from '../second-factor/check-code.ts';
import { spendRecoveryCode } from '../second-factor/use-recovery-code.ts';
import { loadUser } from '../store.ts';
import { admit, askToWait } from './handlers.ts';
import * as present from './presenters.ts';
import { recordRefusedSignIn } from './refuse-sign-in.ts';
import { codeThrottle } from './sign-in-throttle.ts';

const MOST_WRONG_CODES = 5;

/** Which code is asked for: the authenticator app's, or one of recovery. */
export type CodeKind = 'app' | 'recovery';

type CheckAnyCode = (
  parts: CodeParts,
  given: { userId: number; code: string },
  address: string,
) => Promise<CheckedCode>;

const checks: Readonly<Record<CodeKind, CheckAnyCode>> = { app: checkCode, recovery: spendRecoveryCode };

export function showCodeForm(kind: CodeKind): RequestHandler {
  return (req, res) => {
    if (req.session.pending) renderPage(req, res, present.codePage(kind));
    else renderPage(req, res, present.noSignInBegunPage(), 403);
  };
}

export function signInWithCode(parts: AccountParts, kind: CodeKind): RequestHandler {
  const ports = { ...parts, throttle: codeThrottle(parts) };
  return async (req, res) => {
    const { pending } = req.session;
    if (!pending) {
      renderPage(req, res, present.noSignInBegunPage(), 403);
      return;
    }
    const { userId, returnTo, keptForm } = pending;
    const code = codeIn(req.body);
    if (code === '') {
      renderPage(req, res, present.codePage(kind, present.noCode), 422);
      return;
    }
    const result = await checks[kind](ports, { userId, code }, req.ip ?? '');
    if (result.kind === 'wait')
      askToWait(req, res, result.seconds, ([error]) =>
        present.codePage(kind, [{ field: 'code', message: error?.message ?? '' }]),
      );
    else if (result.kind === 'wrong') await refuse(parts, req, res, { kind, failures: result.failures });
    else {
      const user = await loadUser(parts.pool, userId);
      if (user) await admit(parts, req, res, { user, returnTo, keptForm });
      else renderPage(req, res, present.noSignInBegunPage(), 403);
    }
  };
}

async function refuse(
  parts: AccountParts,
  req: Request,
  res: Response,
  { kind, failures }: { kind: CodeKind; failures: number },
): Promise<void> {
  const { pending } = req.session;
  if (!pending) return;
  const { userId } = pending;
  pending.wrong += 1;
  if (pending.wrong >= MOST_WRONG_CODES) {
    await endSession(req, res);
    const { returnTo, keptForm } = pending;
    const page = present.signInPage({ email: '', returnTo, keptForm, errors: present.tooManyCodes });
    renderPage(req, res, page, 422);
  } else renderPage(req, res, present.codePage(kind, present.wrongCode(kind)), 422);
  await recordRefusedSignIn(parts, { userId, failures });
}

export function showStaleCodeForm(kind: CodeKind): RequestHandler {
  return (req, res) => renderPage(req, res, present.codePage(kind, present.staleCodeForm), 403);
}
