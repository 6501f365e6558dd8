import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { RequestParts } from './act-on-case.ts';
import { askFor, receiveAnswer, waiveFee } from './ask-for.ts';
import { checkIdentity } from './check-identity.ts';
import { parseAsking, parseCheck, parseFee, parseReceipt } from './forms.ts';
import { doTask, type Show, showTask } from './handlers-case.ts';
import { askedPage } from './presenters-tasks.ts';
import { type Askable, askables } from './request-case.ts';

const manage = 'requests:manage';

/** What is asked for before an answer, and its coming: one page and two forms for each, and the check of identity. */
export function askingRoutes(parts: RequestParts): Route[] {
  const check = { parse: parseCheck, act: checkIdentity, show: pageOf('identity') };
  const nothing = () => ({ kind: 'ok', command: {} }) as const;
  const waiver = { parse: nothing, act: waiveFee, show: pageOf('fee') };
  return [
    ...askables.flatMap((what) => routesOf(parts, what)),
    post(paths.dataRequestIdentityCheck(), manage, 'data-request.identity-checked', doTask(parts, check)),
    post(paths.dataRequestFeeWaiver(), manage, 'data-request.fee-waived', doTask(parts, waiver)),
  ];
}

const pageOf =
  (what: Askable): Show =>
  (view) =>
    askedPage(what, view);

function routesOf(parts: RequestParts, what: Askable): Route[] {
  const show = pageOf(what);
  const asking = doTask(parts, {
    ...{ parse: what === 'fee' ? parseFee : parseAsking, show },
    act: (own, command, actor) => askFor(own, { ...command, what }, actor),
  });
  const receipt = doTask(parts, {
    ...{ parse: parseReceipt, show, dayField: 'cameOn' },
    act: (own, command, actor) => receiveAnswer(own, { ...command, what }, actor),
  });
  return [
    get(paths.dataRequestTask(what), manage, showTask(parts, show)),
    post(paths.dataRequestAsking(what), manage, `data-request.${what}-asked`, asking),
    post(paths.dataRequestReceipt(what), manage, `data-request.${what}-received`, receipt),
  ];
}
