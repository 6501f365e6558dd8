export { type KnownAuthority, knownAuthorities } from './known-authorities.ts';
export { type Authority, authorityByCode, authorityNames } from './store.ts';
