export { type KnownAuthority, knownAuthorities } from './known-authorities.ts';
export { type Authority, authorityByCode, authorityCodes } from './store.ts';
