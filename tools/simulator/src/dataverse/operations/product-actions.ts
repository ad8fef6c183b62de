import { DataverseError } from '../dataverse-error';
import type { Row } from '../storage/row';
import { valueOf } from '../writing/row-writes';
import type { ActionCall, BoundAction } from './actions';

/** Actions of the product life cycle. */
export const productActions: Record<string, BoundAction> = { PublishProductHierarchy: publishHierarchy, RevertProduct: revert };

const family = 2;
const [active, , draft, underRevision] = [0, 1, 2, 3];

/** Publishes a family and everything below it that is a draft or under revision. */
function publishHierarchy(call: ActionCall, row: Row): undefined {
  if (read(call, row, 'productstructure') !== family)
    throw new DataverseError(400, '0x8004F90A', 'Only a product family can be published with its hierarchy.');
  publish(call, row);
}

function publish(call: ActionCall, row: Row): void {
  const state = read(call, row, 'statecode');
  if (state === draft || state === underRevision) call.writes.update('product', row, { statecode: active, statuscode: 1 });
  const store = call.writes.context.database.store('product');
  const parent = store.table.columns.get('parentproductid');
  if (parent !== undefined) for (const child of store.find(parent, row.id)) publish(call, child);
}

function revert(call: ActionCall, row: Row): undefined {
  if (read(call, row, 'statecode') !== underRevision)
    throw new DataverseError(400, '0x8004F913', 'Only a product under revision can be reverted.');
  call.writes.update('product', row, { statecode: active, statuscode: 1 });
}

function read({ writes }: ActionCall, row: Row, name: string): unknown {
  return valueOf(writes.context, 'product', row, name);
}
