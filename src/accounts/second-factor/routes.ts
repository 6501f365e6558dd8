import { paths } from '../../paths.ts';
import { get, openWhileSettingUp, post, type Route, withStepUp } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as handlers from './handlers.ts';

export function secondFactorRoutes(parts: AccountParts): Route[] {
  const setUp = handlers.setUp(parts);
  const renew = handlers.renewCodes(parts);
  const off = handlers.turnOff(parts);
  return [
    openWhileSettingUp(get(paths.secondFactor, 'signed-in', handlers.showSetUp(parts))),
    openWhileSettingUp(post(paths.secondFactor, 'signed-in', 'account.second-factor-on', setUp)),
    openWhileSettingUp(get(paths.secondFactorQr, 'signed-in', handlers.showQrCode())),
    withStepUp(get(paths.recoveryCodes, 'signed-in', handlers.showRecoveryCodes(parts))),
    withStepUp(post(paths.recoveryCodes, 'signed-in', 'account.recovery-codes-made', renew)),
    withStepUp(get(paths.secondFactorOff, 'signed-in', handlers.showTurnOff())),
    withStepUp(post(paths.secondFactorOff, 'signed-in', 'account.second-factor-off', off)),
  ];
}
