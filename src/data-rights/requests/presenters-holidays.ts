import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { one, type Typed } from './forms.ts';
import type { Holiday } from './store-holidays.ts';

/** @param may whether the reader may change the list */
export function holidaysPage(
  holidays: readonly Holiday[],
  may: boolean,
  typed: Typed,
  errors: FieldError[] = [],
): Page {
  return {
    view: 'data-rights/requests/bank-holidays',
    frame: { title: 'Extra bank holidays', section: 'requests', backLink: paths.dataRequests, errors },
    page: {
      ...{ may, action: paths.bankHolidays, day: one(typed, 'day'), name: one(typed, 'name') },
      rows: holidays.map(({ day, name }) => ({
        ...{ day: formatDay(day), name, removal: paths.bankHolidayRemoval(day) },
      })),
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}
