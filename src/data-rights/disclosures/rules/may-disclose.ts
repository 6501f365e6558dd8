import type { FieldFault, Values } from '../../registers/specification/field.ts';
import { type Ground, overriding, SUBMITTED } from '../specification/disclosure-fields.ts';

/** What no single field shows: whether ground, consent, risk and telling go together (P97 to P101). */
export function faultsOfDisclosure(values: Values): FieldFault[] {
  const { account, aboutWhom, decision, ground, consent, consentReasons, riskReasons } = values;
  const kinds = Array.isArray(values.dataKinds) ? values.dataKinds : [];
  const isDisclosed = decision === 'disclosed';
  const faults: [boolean, string, string][] = [
    [account === null && aboutWhom === null, 'account', 'Enter whose data it is'],
    [
      isDisclosed && kinds.includes(SUBMITTED),
      'dataKinds',
      'Supporting People data is never disclosed: record that we refused, or leave it out',
    ],
    [isDisclosed && ground === 'none', 'ground', 'Choose the ground: without one nothing is disclosed'],
    [
      isDisclosed && ground === 'consent' && consent !== 'given',
      'consent',
      'The ground is consent, so it must have been given',
    ],
    [
      consent !== 'given' && consentReasons === null,
      'consentReasons',
      'Enter why consent was not asked for, or does not decide',
    ],
    [
      isDisclosed && overriding.includes(ground as Ground) && riskReasons === null,
      'riskReasons',
      'Enter what makes the risk serious: without a serious risk this ground does not carry it',
    ],
  ];
  const own = faults.filter(([isWrong]) => isWrong).map(([, field, message]) => ({ field, message }));
  return [...own, ...faultsOfTelling(values)];
}

/** Not telling somebody needs a reason, and a day on which it is looked at again. */
export function faultsOfTelling({ telling, toldOn, tellingReasons, reviewOn }: Values): FieldFault[] {
  if (telling === 'told')
    return toldOn === null ? [{ field: 'toldOn', message: 'Enter when the person was told' }] : [];
  const faults: FieldFault[] = [];
  if (tellingReasons === null)
    faults.push({ field: 'tellingReasons', message: 'Enter why it would not be safe to tell the person' });
  if (reviewOn === null) faults.push({ field: 'reviewOn', message: 'Enter when that is looked at again' });
  return faults;
}
