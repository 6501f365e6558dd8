/**
 * The lists of values that an extract may use (reference: sections 3 and 4 of the data requirements).
 * The database stores a value as its position in its list, counted from 1, so a list is only ever added to
 * at its end.
 */
export const lists = {
  serviceType: [
    'Accommodation based',
    'Accommodation based with floating/resettlement/outreach support',
    'Community or social alarm',
    'Floating support',
    'Home Improvement Agency',
    'Outreach',
    'Resettlement',
  ],
  clientGroup: [
    'Older people with support needs',
    'Older people with mental health problems/dementia',
    'Frail elderly',
    'People with mental health problems',
    'People with learning disabilities',
    'People with a physical or sensory disability',
    'Single homeless with support needs',
    'People with alcohol problems',
    'People with drug problems',
    'Offenders or people at risk of offending',
    'Mentally disordered offenders',
    'Young people at risk',
    'Young people leaving care',
    'Women at risk of domestic violence',
    'People with HIV/AIDS',
    'Homeless families with support needs',
    'Refugees',
    'Teenage parents',
    'Rough sleeper',
    'Traveller',
    'Generic',
  ],
  accommodationType: [
    'Adult placement',
    'Alms houses',
    'Foyer for young people',
    'Homeless hostel, B&B or other temporary accommodation',
    'Hostel',
    'Leasehold schemes',
    'Resident adult carer',
    'Residential care home',
    'Sheltered housing for older people',
    'Supported housing (shared or self-contained)',
    'Supported lodgings',
    'Teenage parent accommodation',
    'Very sheltered housing for older people',
    "Women's refuge",
  ],
  durationType: ['Direct access', 'Short term', 'Long term'],
  chargeType: ['Block gross chargeable', 'Block gross non-chargeable', 'Block subsidy', 'Spot'],
  fundedStatus: ['Funded', 'Part funded', 'Not funded', 'Pipeline'],
} as const satisfies Record<string, readonly string[]>;

export type ListName = keyof typeof lists;
