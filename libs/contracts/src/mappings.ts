/** What people may ask about the mappings of a connection: the catalogue with what an administrator changed. */
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { request } from './contract';

/** A mapping in one line of a list. */
export class MappingView {
  /** The product's name (`CUSTOMER`, `ITEM-PRODUCT`). */
  @IsString() name!: string;
  @IsString() businessCentralTable!: string;
  @IsString() salesTable!: string;
  @IsIn(['toSales', 'fromSales', 'both']) direction!: 'toSales' | 'fromSales' | 'both';
  /** Mappings that come before in a full synchronisation, in the order of the catalogue. */
  @IsArray() @IsString({ each: true }) dependsOn!: string[];
  @IsInt() wave!: number;
  @IsBoolean() enabled!: boolean;
  /** Runs of changes leave uncoupled records alone. */
  @IsBoolean() onlyCoupled!: boolean;
  @IsString() conflictPolicy!: string;
  @IsString() deletionPolicy!: string;
  /** Of the settings; 0 while nothing has been changed. */
  @IsInt() version!: number;
  @IsBoolean() customised!: boolean;
}

/** One field mapping. */
export class FieldMappingView {
  @IsString() name!: string;
  @IsOptional() @IsString() businessCentral?: string;
  @IsOptional() @IsString() sales?: string;
  @IsIn(['toSales', 'fromSales', 'both']) direction!: 'toSales' | 'fromSales' | 'both';
  /** `value`, `constant`, `reference`, `option`, `laterReference`, … */
  @IsString() kind!: string;
  @IsBoolean() enabled!: boolean;
  /** The mappings that a reference names, in the order in which they are tried. */
  @IsArray() @IsString({ each: true }) refersTo!: string[];
  /** Everything else that is declared about the field (transformation, constant, flags). */
  @IsObject() traits!: Record<string, unknown>;
}

/** A mapping with everything that is declared. */
export class MappingDetail extends MappingView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => FieldMappingView) fields!: FieldMappingView[];
  /** Which records take part, in words. */
  @IsObject() only!: { businessCentral?: string; sales?: string };
  /** Groups of columns by which uncoupled records are matched, first group first; each pair is [Business Central, Sales]. */
  @IsArray() matchOn!: (readonly [string, string])[][];
  /** The special rules: what holds once each has been applied, in a sentence. */
  @IsArray() rules!: { name: string; kind: string; direction: 'toSales' | 'fromSales' | 'both' }[];
  /** What an administrator changed, as the difference to the catalogue. */
  @IsObject() settings!: Record<string, unknown>;
}

export class ListMappings {
  @IsUUID() connectionId!: string;
}
export class MappingList {
  /** In the order of a full synchronisation. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => MappingView) items!: MappingView[];
}
export class MappingReference {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
}

/** One stored version of a mapping's settings. */
export class MappingVersion {
  @IsInt() version!: number;
  @IsObject() settings!: Record<string, unknown>;
  @IsString() changedBy!: string;
  @IsString() changedAt!: string;
}
export class MappingVersions {
  /** Newest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => MappingVersion) items!: MappingVersion[];
}

/** What an administrator may change about a mapping: what is absent stays, null goes back to the catalogue. */
export class MappingChanges {
  /** Whose value stays where both sides have changed the same field. */
  @IsOptional() @IsIn(['ask', 'businessCentral', 'sales', 'latest']) conflictPolicy?: 'ask' | 'businessCentral' | 'sales' | 'latest' | null;
  /** What happens to the other record when one was deleted. */
  @IsOptional()
  @IsIn(['none', 'restore', 'removeCoupling', 'deleteCounterpart'])
  deletionPolicy?: 'none' | 'restore' | 'removeCoupling' | 'deleteCounterpart' | null;
  /** Runs of changes leave uncoupled records alone. */
  @IsOptional() @IsBoolean() onlyCoupled?: boolean | null;
  /** The direction of the first synchronisation after two records were coupled by hand or by match. */
  @IsOptional() @IsIn(['toSales', 'fromSales']) firstDirection?: 'toSales' | 'fromSales' | null;
}

export class ChangeMapping extends MappingReference {
  @ValidateNested() @Type(() => MappingChanges) changes!: MappingChanges;
  /** The version that was read; absent: whatever is stored. */
  @IsOptional() @IsInt() version?: number;
  /** How the person is called. */
  @IsString() changedBy!: string;
}

export const listMappings = request('sync.v1.list-mappings', { input: ListMappings, output: MappingList });
/** @throws Failure `rejected` `mapping.notFound` */
export const readMapping = request('sync.v1.read-mapping', { input: MappingReference, output: MappingDetail });
/** The change applies to the next job; records that were parked are tried again. @throws Failure `rejected` `mapping.notFound`, `conflict` `mapping.changedMeanwhile` */
export const changeMapping = request('sync.v1.change-mapping', { input: ChangeMapping, output: MappingDetail });
export const listMappingVersions = request('sync.v1.list-mapping-versions', { input: MappingReference, output: MappingVersions });
