/** The job that clears up after a removal and searches for what is left. */
export const FINISH_REMOVAL = 'finish-removal';

/** Where the sealed traces of a removal stand, for their key. */
export const tracesPlace = (id: number): string => `removals.traces ${id}`;
