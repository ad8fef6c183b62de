/** The bare pump: reads customers and creates accounts with the same columns, batch size and concurrency, and keeps no books. What the engine is measured against. */
import { randomUUID } from 'node:crypto';
import { BusinessCentralRecordStore } from '@tandem/connectors/business-central/business-central-record-store';
import { DataverseRecordStore } from '@tandem/connectors/dataverse/dataverse-record-store';
import { customer } from '@tandem/domain/catalogue/customer';
import { NewRecord, StoredRecord } from '@tandem/domain/ports/record-store';
import { Values } from '@tandem/domain/value';

export interface PumpParts {
  readonly source: BusinessCentralRecordStore;
  readonly target: DataverseRecordStore;
  /** Chunks on their way at once. */
  readonly lanes: number;
  /** Values that the engine translates and the pump takes as given: owner, currency, terms. */
  readonly given: Values;
}

export interface Pumped {
  readonly records: number;
  readonly durationMs: number;
}

const pageSize = 2_500;
const chunkSize = 500;

const copied = customer.fields.flatMap((field) =>
  field.kind === 'value' && field.enabled ? [[field.businessCentral, field.sales] as const] : [],
);
const columns = customer.fields.flatMap((field) =>
  !field.enabled ? [] : field.kind === 'value' ? [field.businessCentral] : 'paths' in field ? field.paths.map(({ column }) => column) : [],
);

const toAccount = ({ values }: StoredRecord, given: Values): NewRecord => ({
  id: randomUUID(),
  values: { ...given, customertypecode: 3, ...Object.fromEntries(copied.map(([from, to]) => [to, values[from] || null] as const)) },
  lookupTables: { ownerid: 'systemusers' },
});

/** Pumps every customer once. @throws Error where a row was not written */
export async function pump({ source, target, lanes, given }: PumpParts): Promise<Pumped> {
  const begun = performance.now();
  const open = new Set<Promise<void>>();
  let records = 0;
  let from = { kind: 'baseline' as 'baseline' | 'changes', token: null as string | null };
  for (let last = false; !last;) {
    const page = await source.readPage({ table: customer.businessCentral, columns, from, size: pageSize });
    for (let at = 0; at < page.records.length; at += chunkSize) {
      if (open.size >= lanes) await Promise.race(open);
      const chunk = write(target, page.records.slice(at, at + chunkSize), given).finally(() => open.delete(chunk));
      open.add(chunk);
    }
    records += page.records.length;
    last = page.next === undefined;
    from = page.next ?? from;
  }
  await Promise.all(open);
  return { records, durationMs: performance.now() - begun };
}

async function write(target: DataverseRecordStore, rows: readonly StoredRecord[], given: Values): Promise<void> {
  const outcomes = await target.create(
    customer.sales,
    rows.map((row) => toAccount(row, given)),
  );
  const refused = outcomes.find(({ kind }) => kind !== 'written');
  if (refused) throw new Error(`The pump could not write a row: ${JSON.stringify(refused)}`);
}
