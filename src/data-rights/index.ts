export { type OpenWork, openWork } from './open-work.ts';
export { dataRightsPersonalData } from './personal-data.ts';
export { type DataRightsParts, dataRightsRoutes } from './routes.ts';
