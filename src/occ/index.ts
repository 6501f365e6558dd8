export { trailPersonalData } from './audit/personal-data.ts';
export { formerNamePersonalData } from './users/personal-data.ts';
export { mailingPersonalData } from './mailings/personal-data.ts';
export { requestWork } from './home/presenters-requests.ts';
export { trainingWork } from './home/presenters-training.ts';
export type { OccParts, OpenWork } from './occ-parts.ts';
export { occRoutes } from './routes.ts';
