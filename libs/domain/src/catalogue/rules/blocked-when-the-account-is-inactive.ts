/** An account that was made inactive blocks its customer or vendor; nothing ever unblocks one. Shows only when the filter on active accounts is relaxed. */
import { CompleteRule, nothingToAdd } from '../../mapping/special-rule';

const inactive = 1;

export const blockedWhenTheAccountIsInactive: CompleteRule = {
  kind: 'complete',
  moment: 'always',
  name: 'an inactive account blocks its customer or vendor',
  direction: 'fromSales',
  columns: ['blocked'],
  complete: (source) => (source['statecode'] === inactive ? { values: { blocked: 'All' } } : nothingToAdd),
};
