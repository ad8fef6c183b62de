/** The audit trail as the REST surface shows it. */
import { AuditEntry, AuditHead } from '@tandem/contracts/audit';
import { AuditedWrites } from '@tandem/contracts/audited-writes';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min, ValidateNested } from 'class-validator';

export class AuditReference {
  /** The connection that the changes are about, which may have been deleted; absent for what belongs to no connection, as API tokens do. */
  @IsOptional() @IsUUID() connectionId?: string;
}

export class ReadAuditRequest extends AuditReference {
  @IsInt() @Min(1) @Max(500) limit!: number;
  @IsOptional() @IsString() cursor?: string;
}

export class KeptAuditEntry extends AuditEntry {
  /** The service that keeps the entry, and in whose chain its sequence counts. */
  @IsString() service!: string;
}

export class AuditList {
  /** Newest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => KeptAuditEntry) items!: KeptAuditEntry[];
  @IsOptional() @IsString() nextCursor?: string;
}

export class CheckedAuditedWrites extends AuditedWrites {
  /** Whether these are the writes of which the entry holds the digest. */
  @IsBoolean() intact!: boolean;
}

/** Where a chain is broken. */
export class BrokenAuditLink {
  /** The first entry that is not right. */
  @IsInt() sequence!: number;
  /** `missing`: not there; `unlinked`: does not follow from the entry before; `changed`: not what was written; `cutOff`: the chain ends too early. */
  @IsIn(['missing', 'unlinked', 'changed', 'cutOff']) problem!: 'missing' | 'unlinked' | 'changed' | 'cutOff';
}

export class VerifiedAuditChain {
  @IsString() service!: string;
  /** How many entries were found right, from the first on. */
  @IsInt() verified!: number;
  /** Its last link. Whoever keeps it elsewhere can tell later that nothing before it was written anew. */
  @IsOptional() @ValidateNested() @Type(() => AuditHead) head?: AuditHead;
  @IsOptional() @ValidateNested() @Type(() => BrokenAuditLink) broken?: BrokenAuditLink;
}

export class AuditVerified {
  /** Whether every entry of every service is as it was written. */
  @IsBoolean() intact!: boolean;
  @IsArray() @ValidateNested({ each: true }) @Type(() => VerifiedAuditChain) chains!: VerifiedAuditChain[];
}
