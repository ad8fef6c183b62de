/** What may be asked about the audit trail: each service keeps its own chain per connection, the gateway merges and verifies them. */
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { request } from './contract';

/** SHA-256 in hexadecimal. */
const digestForm = /^[0-9a-f]{64}$/;

/** One change: who, what, when, and what ties it to the entry before. Holds names and digests, never the values. */
export class AuditEntry {
  /** Counts the entries of a chain from 1 without gaps. */
  @IsInt() sequence!: number;
  @IsISO8601() at!: string;
  /** Who did it: `user:<subject>`, `token:<id>`, `local-administrator`; `tandem` where nobody asked for it. */
  @IsString() subject!: string;
  /** The roles that the subject held at that time. */
  @IsArray() @IsString({ each: true }) roles!: string[];
  /** What was done: `connection.enabled`. */
  @IsString() action!: string;
  /** What it was done to: an id. */
  @IsString() target!: string;
  /** The names of what changed. */
  @IsArray() @IsString({ each: true }) fields!: string[];
  /** Digest of the state before; absent where there was none. */
  @IsOptional() @Matches(digestForm) before?: string;
  /** Digest of the state after; absent where nothing is left. */
  @IsOptional() @Matches(digestForm) after?: string;
  /** Names the request in answers and logs. */
  @IsString() correlationId!: string;
  /** Hash of the entry before; 64 zeros for the first. */
  @Matches(digestForm) previousHash!: string;
  /** SHA-256 over everything above. */
  @Matches(digestForm) hash!: string;
}

/** The last link of a chain, kept beside it so that entries cut off its end are missed. */
export class AuditHead {
  /** How many entries the chain has. */
  @IsInt() sequence!: number;
  /** Hash of the last one. */
  @Matches(digestForm) hash!: string;
}

/** Asks for entries after one, the oldest first, or before one, the newest first. */
export class ReadAudit {
  /** The connection whose chain is meant; absent for what belongs to no connection. */
  @IsOptional() @IsUUID() connectionId?: string;
  @IsInt() @Min(1) @Max(1_000) limit!: number;
  /** Entries with a higher sequence, the oldest first. */
  @IsOptional() @IsInt() @Min(0) after?: number;
  /** Without `after`: entries with a lower sequence, the newest first; the newest of all where absent. */
  @IsOptional() @IsInt() @Min(1) before?: number;
}

/** Entries and head of the same moment. */
export class AuditPage {
  @ValidateNested({ each: true }) @Type(() => AuditEntry) entries!: AuditEntry[];
  /** Absent where the chain has not begun. */
  @IsOptional() @ValidateNested() @Type(() => AuditHead) head?: AuditHead;
}

export const readConnectionAudit = request('connection.v1.read-audit', { input: ReadAudit, output: AuditPage });
export const readCouplingAudit = request('coupling.v1.read-audit', { input: ReadAudit, output: AuditPage });
export const readSyncAudit = request('sync.v1.read-audit', { input: ReadAudit, output: AuditPage });
