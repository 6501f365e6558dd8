import type { ServiceDimension } from '../dimensions.ts';

export interface PlacedAuthority {
  id: number;
  region: string;
  type: string;
}

/** All authorities' services, one authority after the other: no names, no ids. */
export interface BenchmarkServices {
  services: number;
  authorities: readonly PlacedAuthority[];
  /** By service: the place of its authority in `authorities`. */
  authorityOf: Uint16Array;
  at: Readonly<Record<ServiceDimension, Uint8Array>>;
  /** NaN for none. */
  units: Float64Array;
}
