/** What must hold: I1 to I5 of the design, in every state or at rest. */
import { Side } from '@tandem/domain/value';
import { Coupling } from '../coupling';
import { couplingOf, Edit, Row, rowOf, World } from './world';

/** Holds in every state. @returns what is broken, or null */
export function brokenAlways(world: World): string | null {
  // A deletion by a person between creation and confirmation is undone once; a process stopped between lease check and send leaves one known orphan.
  const mostAccounts = 1 + world.deleted.sales + (world.sentLate ? 1 : 0);
  if (world.created.sales > mostAccounts) return 'I2: an account was created twice';
  if (world.created.businessCentral > 0) return 'I2: a customer was created from its own account';
  if (world.updated > world.typed) return 'I5: a write that carries nobody’s edit';
  return null;
}

/** Holds at rest. @returns what is broken, or null */
export function brokenAtRest(world: World): string | null {
  for (const side of ['businessCentral', 'sales'] as const)
    for (const row of world.rows[side]) {
      const broken = brokenRow(world, side, row);
      if (broken) return broken;
    }
  const lost = world.edits.find((edit) => isLost(world, edit));
  return lost ? `I3: the edit ${lost.value} is lost` : null;
}

function brokenRow(world: World, side: Side, row: Row): string | null {
  const coupling = couplingOf(world, side, row.id) ?? (row.correlation === null ? null : couplingOf(world, side, row.correlation));
  if (!coupling) return `I1: nobody accounts for ${row.id}`;
  if (coupling.state === 'claimed') return `I1: the claim of ${row.id} was left open`;
  if (coupling.state === 'coupled') return brokenPair(world, coupling);
  return coupling.state === 'gone' && side === 'sales' && !world.sentLate ? `I2: ${row.id} is an orphan` : null;
}

function brokenPair(world: World, { ids, deleted }: Coupling): string | null {
  const [customer, account] = [rowOf(world, 'businessCentral', ids.businessCentral), rowOf(world, 'sales', ids.sales)];
  const isListed = deleted !== null || world.issues.some((id) => id === ids.businessCentral || id === ids.sales);
  if (isListed || customer?.value === account?.value) return null;
  return `I1: ${customer?.value ?? 'nothing'} and ${account?.value ?? 'nothing'} are coupled, and nobody is told`;
}

const isLost = (world: World, { side, rowId, value }: Edit): boolean => {
  const row = rowOf(world, side, rowId);
  return row !== null && row.value !== value;
};
