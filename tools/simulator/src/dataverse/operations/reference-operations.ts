import type { ServiceAnswer } from '../../service/exchange';
import { answerOf, silentAnswer } from '../answers';
import { refusals } from '../dataverse-error';
import type { CollectionNavigation, SingleNavigation, Table } from '../metadata/table';
import { jsonValue } from '../reading/json-text';
import { cellOf, lookupTable, type Row } from '../storage/row';
import type { LookupValue } from '../writing/row-draft';
import type { RowWrites } from '../writing/row-writes';
import { jsonBody, methodNotAllowed, optionsOf, transact, type Operation } from './operation';

/** Associate and disassociate: `…/nav/$ref`, `…/collection/$ref`, `…/collection(id)/$ref`. */

interface Owner {
  readonly table: Table;
  readonly row: Row;
}

export function lookupReference(operation: Operation, owner: Owner, navigation: SingleNavigation): ServiceAnswer {
  const { table, row } = owner;
  switch (operation.method) {
    case 'GET':
      return readReference(operation, owner, navigation);
    case 'PUT':
      return transact(operation, (writes) => {
        const target = referenced(operation, writes, table);
        if (!navigation.targets.includes(target.table))
          throw refusals.argument(`A ${target.table} is no valid target of '${navigation.name}'.`);
        writes.updateCell(table, row, navigation.column, target);
        return silentAnswer(operation.context);
      });
    case 'DELETE':
      return transact(operation, (writes) => {
        writes.updateCell(table, row, navigation.column, null);
        return silentAnswer(operation.context);
      });
    default:
      throw methodNotAllowed(operation);
  }
}

function readReference({ context }: Operation, { table, row }: Owner, { column }: SingleNavigation): ServiceAnswer {
  context.caller.access.require('Read', table);
  const id = cellOf(row, column);
  const target = lookupTable(row, column);
  if (typeof id !== 'string' || !context.database.has(target)) return silentAnswer(context);
  const setName = context.database.schema.table(target).setName;
  return answerOf(context, `{"@odata.context":"${context.api}/$metadata#$ref","@odata.id":"${context.api}/${setName}(${id})"}`);
}

export function collectionReference(
  operation: Operation,
  owner: Owner,
  navigation: CollectionNavigation,
  memberId: string | undefined,
): ServiceAnswer {
  switch (operation.method) {
    case 'GET':
      return listReferences(operation, owner, navigation);
    case 'POST':
      return transact(operation, (writes) => {
        const member = referenced(operation, writes, owner.table);
        if (member.table !== navigation.table) throw refusals.argument(`A ${member.table} cannot be associated by '${navigation.name}'.`);
        associate(writes, owner, navigation, member.id);
        return silentAnswer(operation.context);
      });
    case 'DELETE':
      return transact(operation, (writes) => {
        disassociate(writes, owner, navigation, memberId ?? writes.entity(optionsOf(operation).id ?? '').id);
        return silentAnswer(operation.context);
      });
    default:
      throw methodNotAllowed(operation);
  }
}

function listReferences({ context }: Operation, { table, row }: Owner, navigation: CollectionNavigation): ServiceAnswer {
  const { setName } = context.database.schema.table(navigation.table);
  const references = context.database
    .related(table, row, navigation)
    .map(({ id }) => `{"@odata.id":${jsonValue(`${context.api}/${setName}(${id})`)}}`);
  return answerOf(context, `{"@odata.context":"${context.api}/$metadata#Collection($ref)","value":[${references.join(',')}]}`);
}

function referenced(operation: Operation, writes: RowWrites, table: Table): LookupValue {
  const uri = jsonBody(operation, table.setName)['@odata.id'];
  if (typeof uri !== 'string') throw refusals.argument('The body must be {"@odata.id": "…"}.');
  return writes.entity(uri);
}

function associate(writes: RowWrites, owner: Owner, navigation: CollectionNavigation, memberId: string): void {
  if (navigation.association === undefined)
    return setChild(writes, owner, navigation, memberId, { table: owner.table.logicalName, id: owner.row.id });
  const { database } = writes.context;
  const [left, right] = sides(owner, navigation, memberId);
  const links = database.association(navigation.association.name);
  if (links.rights(left).includes(right)) throw refusals.duplicateKey();
  writes.transaction.also(
    () => database.link(links, left, right),
    () => database.unlink(links, left, right),
  );
}

function disassociate(writes: RowWrites, owner: Owner, navigation: CollectionNavigation, memberId: string): void {
  if (navigation.association === undefined) return setChild(writes, owner, navigation, memberId, null);
  const { database } = writes.context;
  const [left, right] = sides(owner, navigation, memberId);
  const links = database.association(navigation.association.name);
  writes.transaction.also(
    () => database.unlink(links, left, right),
    () => database.link(links, left, right),
  );
}

function sides({ table, row }: Owner, { association }: CollectionNavigation, memberId: string): [string, string] {
  return association?.left === table.logicalName ? [row.id, memberId] : [memberId, row.id];
}

function setChild(writes: RowWrites, owner: Owner, navigation: CollectionNavigation, memberId: string, value: LookupValue | null): void {
  const child = writes.context.database.schema.table(navigation.table);
  const row = writes.context.database.row(child.logicalName, memberId);
  const column = child.columns.get(navigation.lookup ?? '');
  if (row === undefined || column === undefined) throw refusals.noRow(child.logicalName, memberId);
  if (value === null && cellOf(row, column) !== owner.row.id) throw refusals.noRow(child.logicalName, memberId);
  writes.updateCell(child, row, column, value);
}
