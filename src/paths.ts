/** Every address of the application, for routes, presenters and tests. Patterns carry `:names`, builders fill them. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  signOut: '/sign-out',
  invitation: (token = ':token') => `/invitations/${token}`,
  uploads: '/uploads',
  newUpload: '/uploads/new',
  upload: (id: number | ':id' = ':id') => `/uploads/${id}`,
  findingsCsv: (id: number | ':id' = ':id') => `/uploads/${id}/findings.csv`,
  decisions: (id: number | ':id' = ':id') => `/uploads/${id}/decisions`,
  reports: '/reports',
  report: (family = ':family', measure = ':measure') => `/reports/${family}/${measure}`,
  reportCsv: (family = ':family', measure = ':measure') => `/reports/${family}/${measure}.csv`,
  ownServicesCsv: (family = ':family', measure = ':measure') => `/reports/${family}/${measure}/services.csv`,
  health: '/healthz',
  readiness: '/readyz',
} as const;
