export { type KnownAuthority, knownAuthorities } from './known-authorities.ts';
export { allAuthorities, type Authority, authorityByCode, authorityNames } from './store.ts';
