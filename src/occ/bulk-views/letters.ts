import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';

/** To an administrator. Who it was is on the audit page, for those who may see it, and not in a letter. */
export function bulkViewsLetter(
  name: string,
  { staffId, people }: { staffId: number; people: number },
): Letter {
  return {
    subject: 'Many people’s pages were opened in the back office',
    name,
    parts: [
      text(
        `One of OCC’s people (account number ${staffId}) has opened the pages of ${people} people within an hour. There may be a good reason: look at what they opened and why, and ask them.`,
      ),
      link('See what they opened', `${paths.audit}?actor=${staffId}&action=user.opened`),
    ],
  };
}
