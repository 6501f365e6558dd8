/** Whose work it is, to whoever reads it. */
export function whoseWords(
  assigneeId: number | null,
  readerId: number,
  name: string | null | undefined,
): string {
  return assigneeId === readerId ? 'You' : (name ?? 'Nobody yet');
}
