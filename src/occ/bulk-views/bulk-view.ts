/** So many people's pages one member of staff may open within an hour before administrators are told (D10). */
export const MOST_PEOPLE = 40;
export const HOUR_MS = 60 * 60 * 1000;
/** For so many days the back office's start page says that somebody did. */
export const SHOWN_DAYS = 7;

/** The events by which a person's page is opened: each is recorded before the page is shown. */
export const viewActions = ['user.opened', 'consent.seen-by-staff', 'removal.considered'] as const;

/** Administrators are told once an hour of the same member of staff. */
export const NOTICED = 'staff.bulk-views-noticed';
