/** A draft and a claim to try the rules on. */
import { ClaimRequest } from '../claims';
import { Draft } from '../draft';
import { lasting, now, tables } from './world';

export { tables };

/** An empty draft that numbers its couplings. */
export function draftOf(): Draft {
  let given = 0;
  return new Draft([], { version: 10n, now, newId: () => `C${given++}` });
}

/** The claim of customer A for account T by page P. */
export const creationOf = (): ClaimRequest => ({
  ...{
    tables,
    direction: 'toSales',
    holder: { pageId: 'P', token: 1, leaseEndsAt: lasting },
    kind: 'create',
    sourceId: 'A',
    targetId: 'T',
  },
  ...{ version: null, businessKey: '10000', label: '10000 Adatum', firstDirection: null },
  values: { pairs: { name: 'a' }, written: {}, digests: {}, overwritten: {} },
});
