/** Whether two spellings name one service: case, repeated spaces and a word processor's apostrophes are no difference. */
export function isSameName(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').replace(/[‘’]/g, "'").trim();
}
