import type { ServiceAnswer } from '../../service/exchange';
import { answerOf } from '../answers';
import { refusals } from '../dataverse-error';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import type { CollectionRequest } from './collection-read';
import { splitOutside } from './expand-option';
import { PageReader } from './page-reader';
import { bindPath } from './property-path';

/** `$apply`: `filter(…)/groupby((a,b),aggregate(x with sum as total,$count as number))`. */

const mostRows = 50_000;

export function aggregate(context: RequestContext, request: CollectionRequest): ServiceAnswer {
  const steps = splitOutside(request.options.apply ?? '', '/').map((step) => /^(filter|groupby|aggregate)\((.*)\)$/s.exec(step.trim()));
  const filter = steps[0]?.[1] === 'filter' ? steps.shift()?.[2] : undefined;
  const [step, ...rest] = steps;
  if (step === undefined || step === null || rest.length > 0)
    throw refusals.shape(`The $apply clause '${request.options.apply}' is not supported.`);
  const rows = new PageReader(context, request.source, { filter, aliases: request.options.aliases }).all();
  if (rows.length > mostRows) throw refusals.argument('The maximum record limit is exceeded. Reduce the number of records.');
  const value =
    step[1] === 'groupby' ? grouped(context, request, rows, step[2] as string) : [aggregated(context, request, rows, step[2] as string)];
  const body = JSON.stringify({ '@odata.context': `${context.api}/$metadata#${request.source.table.setName}`, value });
  return answerOf(context, body, { rowsRead: rows.length });
}

function grouped(context: RequestContext, request: CollectionRequest, rows: readonly Row[], text: string): unknown[] {
  const [, names = '', expressions] = /^\(([^)]*)\)(?:,aggregate\((.*)\))?$/s.exec(text.trim()) ?? [];
  const properties = names
    .split(',')
    .map((name) => ({ name: name.trim(), ...bindPath(context.database, request.source.table, name.trim().split('/')) }));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(properties.map(({ key: read }) => read(row)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map((group) => ({
    ...Object.fromEntries(properties.map(({ name, read }) => [name, read(group[0] as Row)])),
    ...(expressions === undefined ? {} : aggregated(context, request, group, expressions)),
  }));
}

function aggregated(context: RequestContext, request: CollectionRequest, rows: readonly Row[], text: string): Record<string, unknown> {
  return Object.fromEntries(splitOutside(text, ',').map((expression) => oneAggregate(context, request, rows, expression.trim())));
}

function oneAggregate(
  { database }: RequestContext,
  { source }: CollectionRequest,
  rows: readonly Row[],
  expression: string,
): [string, unknown] {
  const [, counted, , method = '', alias = ''] = /^(\$count|([\w/]+) with (\w+)) as (\w+)$/.exec(expression) ?? [];
  if (counted === undefined) throw refusals.shape(`The aggregation '${expression}' is not supported.`);
  if (counted === '$count') return [alias, rows.length];
  const { read } = bindPath(database, source.table, counted.split(' ')[0]?.split('/') ?? []);
  return [
    alias,
    summary(
      method,
      rows.map(read).filter((value) => value !== null),
    ),
  ];
}

function summary(method: string, values: unknown[]): unknown {
  const numbers = values as number[];
  const sum = numbers.reduce((total, value) => total + value, 0);
  switch (method) {
    case 'sum':
      return sum;
    case 'average':
      return numbers.length === 0 ? null : sum / numbers.length;
    case 'min':
      return numbers.reduce<number | null>((least, value) => (least === null || value < least ? value : least), null);
    case 'max':
      return numbers.reduce<number | null>((most, value) => (most === null || value > most ? value : most), null);
    case 'countdistinct':
      return new Set(values).size;
    default:
      throw refusals.shape(`The aggregation method '${method}' is not supported.`);
  }
}
