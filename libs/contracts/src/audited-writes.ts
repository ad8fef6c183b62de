/** What workers have written to both systems, chunk by chunk: an entry of the audit trail holds the digest of the list, the list stands beside it. */
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Min, ValidateNested } from 'class-validator';
import { request } from './contract';

/** What the entries of the coupling service's chain are that such a list belongs to; their digest `after` is that of `textOf` the list. */
export const recordsWritten = { action: 'records.written' } as const;

/** One write, by the target's id. */
export class AuditedWrite {
  @IsIn(['create', 'update', 'delete']) operation!: 'create' | 'update' | 'delete';
  @IsString() recordId!: string;
  /** The columns that an update has changed. */
  @IsOptional() @IsArray() @IsString({ each: true }) columns?: readonly string[];
}

/** Asks for the writes of one entry of the coupling service's chain. */
export class ReadAuditedWrites {
  @IsUUID() connectionId!: string;
  @IsInt() @Min(1) sequence!: number;
}

/** The writes of one chunk, in the order in which they were confirmed. */
export class AuditedWrites {
  @IsString() mapping!: string;
  /** The direction whose target was written. */
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsArray() @ValidateNested({ each: true }) @Type(() => AuditedWrite) writes!: AuditedWrite[];
}

/** The list as the text whose digest is in the audit trail. */
export const textOf = ({ mapping, direction, writes }: AuditedWrites): string =>
  [`${mapping} ${direction}`, ...writes.map(({ operation, recordId, columns = [] }) => [operation, recordId, ...columns].join('\t'))].join('\n');

/** @throws Failure `rejected` `audit.noWrites` where the entry is about something else */
export const readAuditedWrites = request('coupling.v1.read-audited-writes', { input: ReadAuditedWrites, output: AuditedWrites });
