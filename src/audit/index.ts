export { auditPersonalData } from './personal-data.ts';
export { recordEvent } from './record-event.ts';
export type { Actor, Subject } from './record-event.ts';
