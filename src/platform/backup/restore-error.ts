/** A backup that cannot be taken in, and why, in a sentence. */
export class RestoreError extends Error {}
