import type { ServiceAnswer } from '../../service/exchange';
import type { PathSegment } from '../addressing/path-segments';
import { answerOf, silentAnswer } from '../answers';
import { refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { Row } from '../storage/row';
import type { JsonObject } from '../writing/payload';
import type { RowWrites } from '../writing/row-writes';
import { choiceActions } from './choice-actions';
import { documentActions, orderActions } from './document-actions';
import { jsonBody, transact, type Operation } from './operation';
import { productActions } from './product-actions';
import { solutionActions } from './solution-actions';

/** Actions: POST with a JSON body of parameters. Another method finds no resource. */

/** An action's result: an object to answer, or undefined for 204. */
export type ActionResult = Record<string, unknown> | undefined;

export interface ActionCall {
  readonly operation: Operation;
  readonly writes: RowWrites;
  readonly parameters: JsonObject;
}

export type UnboundAction = (call: ActionCall) => ActionResult;
export type BoundAction = (call: ActionCall, row: Row) => ActionResult;

const unbound: Record<string, UnboundAction> = { ...choiceActions, ...documentActions, ...solutionActions };

/** By table and name. */
const bound: Record<string, Record<string, BoundAction>> = { product: productActions, salesorder: orderActions };

export function unboundAction(operation: Operation, { name }: PathSegment): ServiceAnswer | undefined {
  const run = unbound[name];
  return run === undefined ? undefined : carryOut(operation, name, (call) => run(call));
}

export function boundAction(operation: Operation, table: Table, row: Row, segment: PathSegment): ServiceAnswer | undefined {
  const name = segment.name.replace(/^Microsoft\.Dynamics\.CRM\./, '');
  const run = bound[table.logicalName]?.[name];
  return run === undefined ? undefined : carryOut(operation, name, (call) => run(call, row));
}

function carryOut(operation: Operation, name: string, run: (call: ActionCall) => ActionResult): ServiceAnswer {
  const { context } = operation;
  if (operation.method !== 'POST') throw refusals.noResource(`${context.api}/${operation.path}`);
  return transact(operation, (writes) => {
    const parameters = operation.body.length === 0 ? {} : jsonBody(operation);
    const result = run({ operation, writes, parameters });
    if (result === undefined) return silentAnswer(context);
    return answerOf(
      context,
      JSON.stringify({ '@odata.context': `${context.api}/$metadata#Microsoft.Dynamics.CRM.${name}Response`, ...result }),
    );
  });
}
