import { paths } from '../../paths.ts';
import { get, post, type Route, withStepUp } from '../../web/routes.ts';
import { aboutSomebody } from '../handlers-subject.ts';
import { recipientRoutes } from '../recipients/routes.ts';
import * as handlers from './handlers.ts';
import * as second from './handlers-second.ts';
import * as statements from './handlers-statements.ts';
import type { CorrectionParts } from './record-correction.ts';

/** Corrections with their recipients, and statements of disagreement. "new" stands before the numbers. */
export function correctionRoutes(parts: CorrectionParts): Route[] {
  const manage = 'requests:manage';
  const preparing = aboutSomebody(handlers.showNewCorrection(parts));
  return [
    get(paths.ownDisagreement, 'signed-in', statements.showOwnStatement()),
    post(paths.ownDisagreement, 'signed-in', 'disagreement.stated', statements.stateOwn(parts)),
    post(
      paths.ownDisagreementWithdrawal(),
      'signed-in',
      'disagreement.withdrawn',
      statements.withdrawOwn(parts),
    ),
    get(
      paths.newDisagreement,
      manage,
      aboutSomebody(statements.showNewStatement(parts)),
      'disagreement.prepared',
    ),
    post(paths.newDisagreement, manage, 'disagreement.typed-in', statements.createStatement(parts)),
    get(paths.corrections, manage, handlers.listCorrections(parts)),
    withStepUp(get(paths.newCorrection, manage, preparing, 'correction.prepared')),
    withStepUp(post(paths.newCorrection, manage, 'correction.recorded', handlers.createCorrection(parts))),
    get(paths.correction(), manage, handlers.showCorrection(parts), 'correction.read'),
    withStepUp(get(paths.correctionSettlement(), manage, second.showSettlement(parts))),
    withStepUp(post(paths.correctionSettlement(), manage, 'correction.settled', second.settleOne(parts))),
    get(paths.emailCorrection(), 'public', second.showLink(parts)),
    post(paths.emailCorrection(), 'public', 'correction.answered-by-old-address', second.answerLink(parts)),
    ...recipientRoutes(parts, {
      ...{ kind: 'correction', needs: manage, asked: (req) => handlers.toldAsked(parts.db, req) },
    }),
  ];
}
