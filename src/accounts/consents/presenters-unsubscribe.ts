import { paths } from '../../paths.ts';
import type { Page } from '../../web/render.ts';
import type { MailingPurpose } from './objection.ts';

const about: Readonly<Record<MailingPurpose, string>> = {
  products: 'about products and services of Oxford Computer Consultants',
  research: 'that ask you to take part in research of Oxford Computer Consultants',
};

export function unsubscribePage(token: string, purpose: MailingPurpose): Page {
  return {
    view: 'accounts/consents/unsubscribe',
    frame: { title: 'Stop messages' },
    page: { action: paths.unsubscribe(token), about: about[purpose] },
  };
}

export function unsubscribedPage(purpose: MailingPurpose, scope: 'this' | 'all'): Page {
  const what = scope === 'all' ? 'about products, services and research' : about[purpose];
  return {
    view: 'accounts/consents/unsubscribed',
    frame: { title: 'You get no more of these messages' },
    page: { what, preferencesHref: paths.preferences },
  };
}

export function unreadableLinkPage(): Page {
  return {
    view: 'accounts/consents/unsubscribe-unreadable',
    frame: { title: 'This link cannot be read' },
    page: { preferencesHref: paths.preferences, contactHref: paths.contact },
  };
}
