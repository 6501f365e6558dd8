import { paths } from '../../paths.ts';
import { get, openWhileSettingUp, post, type Route } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as handlers from './handlers.ts';
import * as code from './handlers-code.ts';
import { signInChecker } from './handlers-passport.ts';

export function signInRoutes(parts: AccountParts): Route[] {
  const signIn = handlers.signIn(parts, signInChecker(parts));
  const stale = handlers.showStaleSignIn();
  return [
    get(paths.signIn, 'public', handlers.showSignIn()),
    post(paths.signIn, 'public', 'account.signed-in', signIn, stale),
    get(paths.signInCheck, 'public', handlers.checkCookie()),
    get(paths.notSaved, 'signed-in', handlers.showNotSaved(parts)),
    get(paths.signInCode, 'public', code.showCodeForm('app')),
    post(
      paths.signInCode,
      'public',
      'account.signed-in-with-code',
      code.signInWithCode(parts, 'app'),
      code.showStaleCodeForm('app'),
    ),
    get(paths.recoveryCode, 'public', code.showCodeForm('recovery')),
    post(
      paths.recoveryCode,
      'public',
      'account.signed-in-with-recovery-code',
      code.signInWithCode(parts, 'recovery'),
      code.showStaleCodeForm('recovery'),
    ),
    openWhileSettingUp(post(paths.signOut, 'signed-in', 'account.signed-out', handlers.signOut(parts))),
  ];
}
