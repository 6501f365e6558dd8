import type { Page } from '../web/render.ts';
import {
  belongsToAuthority,
  isHeldBy,
  permissions,
  permissionTable,
  roleNames,
  roles,
} from './permissions.ts';

/** Who may do what, from the table that decides it. */
export function permissionsPage(): Page {
  const columns = roles.map((role) => ({
    name: roleNames[role],
    of: belongsToAuthority(role) ? 'of an authority' : 'of OCC',
  }));
  return {
    view: 'documentation/permissions',
    frame: { title: 'Who may do what' },
    page: {
      columns,
      rows: permissions.map((permission) => ({
        words: permissionTable[permission].words,
        cells: roles.map((role, at) => ({
          label: columns[at]?.name ?? '',
          may: isHeldBy(role, permission),
        })),
      })),
    },
  };
}
