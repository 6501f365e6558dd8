/** A page of a list, asked for by `?page=`. */
export interface PageAsked {
  number: number;
  limit: number;
  offset: number;
}

export interface Pagination {
  label: string;
  previous?: string;
  next?: string;
  items: ({ number: number; href: string; current: boolean } | { ellipsis: true })[];
}

/** Anything that is no page number is the first page, and any page beyond the last is the last. */
export function pageAsked(value: unknown, limit: number, total: number): PageAsked {
  const asked = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 1;
  const number = Math.max(Math.min(asked, Math.ceil(total / limit)), 1);
  return { number, limit, offset: (number - 1) * limit };
}

/** Links to the pages round the one shown; null where one page holds all. */
export function pagination(
  asked: PageAsked,
  total: number,
  label: string,
  hrefOf: (page: number) => string,
): Pagination | null {
  const last = Math.ceil(total / asked.limit);
  if (last <= 1) return null;
  const shown = [1, asked.number - 1, asked.number, asked.number + 1, last].filter(
    (page) => page >= 1 && page <= last,
  );
  const pages = [...new Set(shown)].sort((a, b) => a - b);
  const items = pages.flatMap((number, index): Pagination['items'] => {
    const item = { number, href: hrefOf(number), current: number === asked.number };
    const before = pages[index - 1];
    return before !== undefined && number - before > 1 ? [{ ellipsis: true }, item] : [item];
  });
  return {
    label,
    ...(asked.number > 1 && { previous: hrefOf(asked.number - 1) }),
    ...(asked.number < last && { next: hrefOf(asked.number + 1) }),
    items,
  };
}
