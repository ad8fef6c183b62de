import { refusals } from '../dataverse-error';
import { columnsOfGlobalChoice } from '../metadata-api/choice-metadata';
import type { Column, OptionValue } from '../metadata/column';
import type { JsonObject } from '../writing/payload';
import { isObject } from '../writing/payload';
import type { ActionCall, UnboundAction } from './actions';

/** Actions on the values of choices: insert, rename, delete, publish. A change is seen by metadata and writes once it is published. */
export const choiceActions: Record<string, UnboundAction> = {
  InsertOptionValue: insertOptionValue,
  UpdateOptionValue: updateOptionValue,
  DeleteOptionValue: deleteOptionValue,
  PublishXml: publish,
  PublishAllXml: publish,
};

const firstCustomValue = 100_000_000;

function insertOptionValue(call: ActionCall) {
  call.operation.context.caller.access.requirePrivilege('prvWriteAttribute');
  const columns = columnsOf(call);
  const options = (columns[0] as Column).options;
  const label = labelOf(call.parameters);
  const value = typeof call.parameters.Value === 'number' ? call.parameters.Value : nextValue(options);
  if (options.some((option) => option.value === value)) throw refusals.argument(`The option value ${value} already exists.`);
  for (const column of columns)
    call.writes.transaction.also(
      () => column.options.push({ value, label, unpublished: true }),
      () => column.options.pop(),
    );
  return { NewOptionValue: value };
}

function nextValue(options: readonly OptionValue[]): number {
  return Math.max(firstCustomValue - 1, ...options.map((option) => option.value)) + 1;
}

/** A renamed value keeps its old label until it is published. */
const renamed = new WeakMap<OptionValue, string>();
const deleted = new WeakSet<OptionValue>();

function updateOptionValue(call: ActionCall): undefined {
  call.operation.context.caller.access.requirePrivilege('prvWriteAttribute');
  const label = labelOf(call.parameters);
  for (const column of columnsOf(call)) renamed.set(optionOf(column, call.parameters), label);
}

function deleteOptionValue(call: ActionCall): undefined {
  call.operation.context.caller.access.requirePrivilege('prvWriteAttribute');
  for (const column of columnsOf(call)) deleted.add(optionOf(column, call.parameters));
}

function publish({ operation: { context } }: ActionCall): undefined {
  context.caller.access.requirePrivilege('prvPublishCustomization');
  for (const table of context.database.schema.tables.values()) for (const column of table.columns.values()) publishColumn(column);
}

function publishColumn(column: Column): void {
  for (const option of [...column.options]) {
    delete option.unpublished;
    option.label = renamed.get(option) ?? option.label;
    if (deleted.has(option)) column.options.splice(column.options.indexOf(option), 1);
  }
}

/** The column that the parameters name, or all that share the global choice. */
function columnsOf({ operation: { context }, parameters }: ActionCall): Column[] {
  const { schema } = context.database;
  if (typeof parameters.OptionSetName === 'string') {
    const columns = columnsOfGlobalChoice(schema, parameters.OptionSetName);
    if (columns.length === 0) throw refusals.argument(`There is no option set '${parameters.OptionSetName}'.`);
    return columns;
  }
  const column = schema.tables.get(String(parameters.EntityLogicalName))?.columns.get(String(parameters.AttributeLogicalName));
  if (column === undefined || column.options.length === 0)
    throw refusals.argument(
      `There is no choice '${String(parameters.AttributeLogicalName)}' on '${String(parameters.EntityLogicalName)}'.`,
    );
  return [column];
}

function optionOf(column: Column, parameters: JsonObject): OptionValue {
  const option = column.options.find(({ value }) => value === parameters.Value);
  if (option === undefined) throw refusals.argument(`The option value ${String(parameters.Value)} does not exist.`);
  return option;
}

function labelOf(parameters: JsonObject): string {
  const labels = isObject(parameters.Label) ? parameters.Label.LocalizedLabels : undefined;
  const first: unknown = Array.isArray(labels) ? labels[0] : undefined;
  if (!isObject(first) || typeof first.Label !== 'string' || first.LanguageCode !== 1033)
    throw refusals.argument('Label.LocalizedLabels needs one label with LanguageCode 1033.');
  return first.Label;
}
