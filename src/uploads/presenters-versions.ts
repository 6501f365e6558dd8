import { paths } from '../paths.ts';
import { formatDay } from '../web/formatters.ts';
import type { Page } from '../web/render.ts';
import type { Upload } from './upload.ts';
import type { UploadKind } from './upload-kind.ts';

/** Asks once more before the reports change. */
function confirmPage(
  upload: Upload,
  title: string,
  words: { paragraphs: string[]; action: string; button: string; isWarning?: boolean },
): Page {
  return {
    view: 'uploads/confirm',
    frame: { title, section: 'uploads', backLink: paths.upload(upload.id) },
    page: { title, ...words, cancelHref: paths.upload(upload.id) },
  };
}

export function withdrawalPage(upload: Upload, { noun }: UploadKind): Page {
  return confirmPage(upload, `Withdraw this ${noun}`, {
    paragraphs: [
      `This takes your ${noun} of ${formatDay(upload.dataDate)} off the reports, your own and, as anonymous figures, everybody else’s.`,
      'No earlier one comes back by itself. Afterwards you can upload a corrected one, or choose an earlier one in your list of uploads and put it back.',
    ],
    action: paths.withdrawal(upload.id),
    button: `Withdraw the ${noun}`,
    isWarning: true,
  });
}

export function reinstatementPage(upload: Upload, { noun }: UploadKind, live: Upload | undefined): Page {
  const instead = live
    ? `It takes the place of the one of ${formatDay(live.dataDate)}, which is on the reports now.`
    : `Your authority has no such ${noun} on the reports now.`;
  return confirmPage(upload, `Put this ${noun} back on the reports`, {
    paragraphs: [
      `The reports will read your ${noun} of ${formatDay(upload.dataDate)} again, with the decisions that were taken about its values.`,
      instead,
    ],
    action: paths.reinstatement(upload.id),
    button: 'Put it back',
  });
}
