import type { ThirdPartyTest } from '../access-export.ts';

export type TestFault = 'no-reasoning' | 'can-redact' | 'has-consented' | 'is-reasonable';

/**
 * Holds the three steps of L12 against what is kept back: what can be given without naming the other is given so; what
 * they agree to, or what is reasonable to give without that, is given.
 * @param extent how much is kept back
 */
export function faultOfTest(test: ThirdPartyTest, extent: 'item' | 'field' | 'passage'): TestFault | null {
  if (test.reasoning.trim() === '') return 'no-reasoning';
  if (test.consented === 'yes') return 'has-consented';
  if (test.reasonableWithout === 'yes') return 'is-reasonable';
  return test.canAnswerWithout === 'yes' && extent !== 'passage' ? 'can-redact' : null;
}
