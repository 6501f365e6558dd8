import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';

/** Says that the package is there, and nothing of what is in it; it is never attached (D21). */
export function packageWaits(name: string, reference: string): Letter {
  return {
    subject: `Your data is ready: ${reference}`,
    name,
    parts: [
      text(
        'What you asked for is ready. Sign in to download it; you are asked for your password once more. It is there for 30 days, for you alone.',
      ),
      link('Download your data', paths.ownRequests),
    ],
  };
}
