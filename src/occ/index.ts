export { mailingPersonalData } from './mailings/personal-data.ts';
export type { OccParts, OpenWork } from './occ-parts.ts';
export { occRoutes } from './routes.ts';
