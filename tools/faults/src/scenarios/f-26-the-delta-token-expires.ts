/** F-26: the service has forgotten where a change feed stands; a new baseline with a presence compare finds what has happened, and deletes nothing by itself. */
import type { JobView } from '@tandem/contracts/jobs';
import { Experiment } from '../experiment';
import { Scenario } from '../scenario';

const amounts = { customers: 800, accounts: 400 };
const changed = 30;
const deleted = 4;

/** What users do in Sales before the token expires; the feed can't tell it any more. */
async function editUnseen({ sales }: Experiment): Promise<string[]> {
  const accounts = (await sales.rows('account')).filter(({ accountnumber }) => String(accountnumber).startsWith('S'));
  const keys = accounts.map(({ accountid }) => String(accountid));
  const gone = keys.slice(0, deleted);
  await sales.edit(
    keys.slice(deleted, deleted + changed).map((key, index) => ({ table: 'account', key, values: { telephone1: `+44 ${index}` } })),
  );
  await sales.edit(gone.map((key) => ({ table: 'account', key, remove: true })));
  return gone;
}

async function deletionsByTandem({ sales, businessCentral }: Experiment): Promise<number> {
  const writes = [...(await sales.history()), ...(await businessCentral.history())];
  return writes.filter(({ operation, writer }) => operation === 'delete' && writer !== 'user').length;
}

export const theDeltaTokenExpires: Scenario = {
  id: 'F-26',
  sentence:
    'The delta token expires: a new baseline and a presence compare find every change and deletion, and nothing is deleted for being absent',
  length: { real: '7 days', compressed: 'expired by hand' },
  async run(experiment) {
    await experiment.prepare(amounts);
    await experiment.connect();
    await experiment.fullSync();
    await experiment.settle();
    const gone = await editUnseen(experiment);
    await experiment.sales.expireDeltaTokens('account');
    await experiment.synchronizeChanges(['CUSTOMER']);
    const { duplicates } = await experiment.settle();
    const { items } = await experiment.connection.send<{ items: JobView[] }>('GET', 'jobs?mapping=CUSTOMER&limit=50');
    const superseded = items.filter(({ state }) => state === 'superseded').length;
    const listed = (await experiment.connection.issues('mapping=CUSTOMER')).filter(
      ({ recordId, code }) => gone.includes(recordId) && code === 'record.deleted',
    ).length;
    const deletions = await deletionsByTandem(experiment);
    experiment.expect(superseded === 1, `${superseded} runs were superseded by a new baseline`);
    experiment.expect(listed === deleted, `${listed} of ${deleted} deletions are listed`);
    experiment.expect(deletions === 0, `${deletions} records were deleted for being absent`);
    return { superseded, deletionsListed: listed, deletionsByTandem: deletions, duplicates };
  },
};
