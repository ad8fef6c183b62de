/** What the gateway takes about couplings beyond the contracts: the counterpart may be created, on one side or the other. */
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { Synchronize } from '@tandem/contracts/jobs';

export const sides = ['businessCentral', 'sales'] as const;
type Side = (typeof sides)[number];

/** Couples two records, or one with a new counterpart: both ids, or one id and `createIn`. */
export class CreateCoupling {
  @IsUUID() connectionId!: string;
  @IsString() @IsNotEmpty() mapping!: string;
  /** Absent with `createIn: businessCentral`. */
  @ValidateIf(({ createIn }: CreateCoupling) => createIn !== 'businessCentral')
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  businessCentralId?: string;
  /** Absent with `createIn: sales`. */
  @ValidateIf(({ createIn }: CreateCoupling) => createIn !== 'sales') @IsString() @IsNotEmpty() @MaxLength(100) salesId?: string;
  /** The side on which a counterpart is created. */
  @IsOptional() @IsIn(sides) createIn?: Side;
  /** Which record's values win at the first synchronisation; `none` leaves it to the mapping's policy. */
  @IsOptional() @IsIn(['none', 'toSales', 'fromSales']) initialSync?: 'none' | 'toSales' | 'fromSales';
}

/** Creates counterparts of many records. */
export class CreateCounterparts {
  @IsUUID() connectionId!: string;
  @IsString() @IsNotEmpty() mapping!: string;
  /** The side on which counterparts are created; the ids are of the other one. */
  @IsIn(sides) side!: Side;
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(5_000) @IsUUID(undefined, { each: true }) ids!: string[];
}

/** Creating a counterpart is synchronising the record in the direction of the side where it is missing. */
export function creationIn(side: Side, { connectionId, mapping, ids }: Omit<CreateCounterparts, 'side'>): Synchronize {
  return { connectionId, mapping, direction: side === 'sales' ? 'toSales' : 'fromSales', ids };
}
