/** The job that gathers all that is held on a person. */
export const COLLECT_EXPORT = 'collect-export';

/** The job that packs what was approved. */
export const PACK_EXPORT = 'pack-export';

/** The job that takes packages away whose time is over, by the clock: each night. */
export const EXPIRE_EXPORTS = 'expire-exports';
export const expireExportsCron = `25 2 * * * ${EXPIRE_EXPORTS}`;
