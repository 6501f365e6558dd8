import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import type { ToldChannel } from './consent.ts';
import { type Purpose, purposeWords, type Way, wayWords } from './purposes.ts';

const channelWords: Readonly<Record<ToldChannel, string>> = {
  phone: 'by telephone',
  post: 'by post',
  'in-person': 'in person',
};

/** Tells a person what staff have written down for them. */
export function recordedConsentLetter(
  name: string | null,
  { purpose, ways, channel }: { purpose: Purpose; ways: readonly Way[]; channel: ToldChannel },
): Letter {
  const { title } = purposeWords[purpose];
  const allowed = ways.map((way) => wayWords[way].toLowerCase()).join(', ');
  return {
    subject: 'We have noted your choice in SP-Bench',
    name,
    parts: [
      text(`You told us ${channelWords[channel]} what you want, and we have noted it:`),
      text(`${title}: ${ways.length === 0 ? 'no' : `yes (${allowed})`}.`),
      text('If this is not what you said, change it yourself at any time:'),
      link('Go to your preferences', paths.preferences),
    ],
  };
}
