export { authorityByCode, type Authority } from './store.ts';
