/** What people may ask about couplings: list, read, couple by hand, uncouple, forget, count. The engine's side is in `coupling.ts`. */
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { request } from './contract';
import { CouplingState, couplingStates } from './coupling';

/** The longest id of either side: a GUID, or the value of an option as text. */
const longestId = 100;

/** A coupling or tombstone as people read it. */
export class CouplingItem {
  @IsUUID() id!: string;
  @IsString() mapping!: string;
  /** `claimed`: being created · `coupled` · `uncoupled`: taken apart, left alone until somebody couples or forgets it · `gone`: an id that stays known · `archived`: both deleted */
  @IsIn(couplingStates) state!: CouplingState;
  /** Absent on the tombstone of one record. */
  @IsOptional() @IsString() businessCentralId?: string;
  @IsOptional() @IsString() salesId?: string;
  /** The business key of the Business Central record (`10000`, `EUR`). */
  @IsOptional() @IsString() businessKey?: string;
  /** How people name the record (`10000 Adatum Corporation`). */
  @IsOptional() @IsString() label?: string;
  /** True while a claim is open: the coupling can't be changed by hand until it has been finished. */
  @IsBoolean() inProgress!: boolean;
  /** The side whose record is known to be deleted. */
  @IsOptional() @IsIn(['businessCentral', 'sales']) deleted?: 'businessCentral' | 'sales';
  /** The direction of the first synchronisation, until the two records have agreed for the first time. */
  @IsOptional() @IsIn(['toSales', 'fromSales']) firstDirection?: 'toSales' | 'fromSales';
  @IsISO8601() createdAt!: string;
  @IsISO8601() changedAt!: string;
}

/** A coupling with what the two records last agreed on. */
export class CouplingDetails extends CouplingItem {
  /** Field (the Business Central column) → the value both had, or `[Business Central, Sales]` where they differ under the mapping; absent before they have agreed for the first time. */
  @IsOptional() @IsObject() agreed?: Record<string, unknown>;
}

/** A page of couplings in the order of mapping and business key. */
export class ListCouplings {
  @IsUUID() connectionId!: string;
  @IsOptional() @IsString() @IsNotEmpty() mapping?: string;
  @IsOptional() @IsIn(couplingStates) state?: CouplingState;
  /** Only couplings one of whose records is known to be deleted. */
  @IsOptional() @IsBoolean() deleted?: boolean;
  /** Part of the business key or the name, or one of the two ids. */
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(250) text?: string;
  @IsInt() @Min(1) @Max(500) limit!: number;
  /** `nextCursor` of the page before. */
  @IsOptional() @IsString() @MaxLength(2_000) cursor?: string;
}

export class CouplingPage {
  @ValidateNested({ each: true }) @Type(() => CouplingItem) items!: CouplingItem[];
  /** Absent on the last page. */
  @IsOptional() @IsString() nextCursor?: string;
}

export class ReadCoupling {
  @IsUUID() connectionId!: string;
  @IsUUID() couplingId!: string;
}

/** Couples two records that exist. Refused with `coupling.alreadyCoupled` (rejected) or `coupling.inProgress` (blocked). */
export class CoupleRecords {
  @IsUUID() connectionId!: string;
  @IsString() @IsNotEmpty() mapping!: string;
  @IsString() @IsNotEmpty() @MaxLength(longestId) businessCentralId!: string;
  @IsString() @IsNotEmpty() @MaxLength(longestId) salesId!: string;
  /** Which record's values win at the first synchronisation; `none` leaves it to the mapping's policy. */
  @IsIn(['none', 'toSales', 'fromSales']) initialSync!: 'none' | 'toSales' | 'fromSales';
  @IsOptional() @IsString() @MaxLength(250) businessKey?: string;
  @IsOptional() @IsString() @MaxLength(250) label?: string;
}

/** Takes two records apart. Refused with `coupling.inProgress` (blocked) while a claim is open, with `coupling.unknown` (rejected) where there is none. */
export class UncoupleRecords extends ReadCoupling {
  /** Removes the tombstone as well: the two records are like any other uncoupled ones. */
  @IsOptional() @IsBoolean() forget?: boolean;
}

/** What has been uncoupled. */
export class Uncoupled {
  /** The tombstone; absent where it was forgotten. */
  @IsOptional() @ValidateNested() @Type(() => CouplingItem) tombstone?: CouplingItem;
}

/** Takes many pairs apart: those named, or all of a mapping. Cancel the mapping's jobs first. */
export class UncoupleMany {
  @IsUUID() connectionId!: string;
  @IsOptional() @IsArray() @ArrayMaxSize(5_000) @IsUUID(undefined, { each: true }) couplingIds?: string[];
  /** All couplings of this mapping; not together with `couplingIds`. */
  @IsOptional() @IsString() @IsNotEmpty() mapping?: string;
}

export class ManyUncoupled {
  @IsInt() uncoupled!: number;
  /** Left alone because a claim is open; try again later. */
  @IsInt() inProgress!: number;
  /** Ids that name no coupling, or one that had been taken apart already. */
  @IsInt() unchanged!: number;
}

export class CountCouplings {
  @IsUUID() connectionId!: string;
  /** A dry run's review: couplings as they would be. */
  @IsOptional() @IsUUID() overlay?: string;
}

/** Couplings of one mapping by state. */
export class MappingCounts {
  @IsString() mapping!: string;
  @IsInt() claimed!: number;
  @IsInt() coupled!: number;
  @IsInt() uncoupled!: number;
  @IsInt() gone!: number;
  @IsInt() archived!: number;
}

export class CouplingCounts {
  @ValidateNested({ each: true }) @Type(() => MappingCounts) mappings!: MappingCounts[];
}

export const listCouplings = request('coupling.v1.list', { input: ListCouplings, output: CouplingPage });
export const readCoupling = request('coupling.v1.read', { input: ReadCoupling, output: CouplingDetails });
export const coupleRecords = request('coupling.v1.couple', { input: CoupleRecords, output: CouplingItem });
export const uncoupleRecords = request('coupling.v1.uncouple', { input: UncoupleRecords, output: Uncoupled });
export const uncoupleMany = request('coupling.v1.uncouple-many', { input: UncoupleMany, output: ManyUncoupled, timeoutMs: 300_000 });
export const countCouplings = request('coupling.v1.count', { input: CountCouplings, output: CouplingCounts });
