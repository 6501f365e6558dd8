import type { Request, RequestHandler, Response } from 'express';
import passport from 'passport';
import { Strategy as LocalStrategy, type VerifyFunctionWithRequest } from 'passport-local';
import type { AccountParts } from '../account-parts.ts';
import { loadUser } from '../store.ts';
import type { User } from '../user.ts';
import { signInThrottle } from './sign-in-throttle.ts';
import { type SignInResult, verifySignIn } from './verify-sign-in.ts';

export type CheckedSignIn = { kind: 'right'; user: User } | Exclude<SignInResult, { kind: 'right' }>;

/** Checks the e-mail address and password in the request's body. */
export type SignInChecker = (req: Request, res: Response) => Promise<CheckedSignIn>;

/** passport-local around verifySignIn. */
export function signInChecker(parts: AccountParts): SignInChecker {
  const checker = new passport.Passport();
  checker.use(new LocalStrategy({ usernameField: 'email', passReqToCallback: true }, verifier(parts)));
  return (req, res) =>
    new Promise((resolve, reject) => {
      const answer = (error: Error | null, user: User | false, result: CheckedSignIn): void => {
        if (error) reject(error);
        else resolve(user ? { kind: 'right', user } : result);
      };
      const authenticate = checker.authenticate('local', answer) as RequestHandler;
      void authenticate(req, res, reject);
    });
}

function verifier(parts: AccountParts): VerifyFunctionWithRequest {
  const ports = { db: parts.db, throttle: signInThrottle(parts) };
  const verify = async (req: Request, email: string, password: string): Promise<CheckedSignIn> => {
    const result = await verifySignIn(ports, { email: email.trim(), password }, req.ip ?? '');
    if (result.kind !== 'right') return result;
    const user = await loadUser(parts.pool, result.userId);
    return user ? { kind: 'right', user } : { kind: 'wrong', userId: null, failures: 0 };
  };
  return (req, email, password, done) => {
    verify(req, email, password).then((result) => {
      if (result.kind === 'right') done(null, result.user);
      else done(null, false, result as object as { message: string });
    }, done);
  };
}
