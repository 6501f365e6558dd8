import { plainName } from './plain-name.ts';
import type { KnownAuthorities } from './rules/cell.ts';

export interface NamedAuthority {
  code: string;
  name: string;
  officialName: string;
}

/** All authorities as the rules know them, one of them being the uploader's. */
export function knownAuthoritiesOf(own: string, all: readonly NamedAuthority[]): KnownAuthorities {
  return {
    own,
    ownName: all.find(({ code }) => code === own)?.name ?? own,
    all: new Set(all.map(({ code }) => code)),
    byName: new Map(
      all.flatMap(({ code, name, officialName }) => [
        [plainName(name), code],
        [plainName(officialName), code],
      ]),
    ),
  };
}
