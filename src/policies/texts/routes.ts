import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import {
  continueAfterNotice,
  showDocumentation,
  showNoticeChanges,
  showPolicies,
  showText,
  showVersion,
  type TextParts,
} from './handlers.ts';
import { textPages } from './specification/pages.ts';

/** Versioned texts for everybody, the lists that lead to them, and the notice that is shown when it has changed. */
export function textRoutes(parts: TextParts): Route[] {
  return [
    get(paths.policies, 'public', showPolicies()),
    get(paths.documentation, 'public', showDocumentation()),
    ...textPages.flatMap((page) => [
      get(page.href, 'public', showText(parts, page)),
      get(paths.textVersion(page.href), 'public', showVersion(parts, page)),
    ]),
    get(paths.noticeChanges, 'signed-in', showNoticeChanges(parts)),
    post(paths.noticeAcknowledgement, 'signed-in', 'policy.notice-seen', continueAfterNotice(parts)),
  ];
}
