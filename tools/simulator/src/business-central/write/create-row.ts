/** Creates a row from a request body: validation, the table's triggers, insert, and the rows of a deep insert below it. */
import type { EntitySet } from '../catalogue/entity-set';
import { alreadyExists, badRequest } from '../http/wire-error';
import { rulesOf } from '../rules/rules-of-tables';
import { Row, zeroGuid } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { Body, assignAll } from './assign';
import { convert } from './convert';
import { Draft } from './draft';
import { RecordGate } from './record-gate';

export interface Creation {
  readonly transaction: Transaction;
  readonly company: Company;
  readonly set: EntitySet;
  readonly body: Body;
  readonly setByName: (name: string) => EntitySet;
  readonly gate: RecordGate;
}

export function createRow(creation: Creation): Row {
  const { transaction, company, set, body } = creation;
  const table = company.table(set.table);
  const draft = new Draft(transaction, company, table, table.blankRow(newId(creation)));
  const children = assignAll(draft, set, body);
  insertDraft(draft, Object.keys(body), creation.gate);
  for (const [name, bodies] of children) for (const child of bodies) createChild(creation, draft.row, name, child);
  return draft.row;
}

/** Runs the triggers around an insert; rules that create rows of other tables use it too. */
export function insertDraft(draft: Draft, columns: string[], gate?: RecordGate): void {
  const { table, row, transaction } = draft;
  const rules = rulesOf(table.definition.name);
  gate?.check(table, row);
  rules.prepare?.(draft);
  refuseDuplicate(draft);
  table.insert(transaction, row);
  transaction.note(table, row, 'create', columns);
  rules.afterInsert?.(draft);
}

function newId({ transaction, company, set, body }: Creation): string {
  const property = set.properties.get('id');
  const given = body['id'];
  if (!property || given === undefined || property.access !== 'once') return transaction.newId();
  const id = convert(property, given) as string;
  if (id === zeroGuid) return transaction.newId();
  const table = company.table(set.table);
  if (table.get(id)) throw alreadyExists(table.definition.alTable, `SystemId='${id}'`);
  return id;
}

function refuseDuplicate({ table, row }: Draft): void {
  const { key, alTable } = table.definition;
  const values = key.map((column) => table.read(row, column));
  if (key.length === 1 && values[0] === '')
    throw badRequest(`${key[0]} must be filled in. Enter a value.`, 'BadRequest_RequiredParamNotProvided');
  if (table.find(...values)) throw alreadyExists(alTable, key.map((column, at) => `${column}='${values[at]}'`).join(','));
}

function createChild(creation: Creation, parent: Row, name: string, body: Body): void {
  const navigation = creation.set.navigation.get(name);
  if (!navigation?.link) throw badRequest(`Deep insert of '${name}' is not supported.`);
  const set = creation.setByName(navigation.target);
  createRow({ ...creation, set, body: { ...navigation.link(parent), ...body } });
}
