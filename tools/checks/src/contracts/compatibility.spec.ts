import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { RequestContract, Schema } from '@tandem/contracts/contract';
import { breaksOf } from './compatibility';
import { schemaOfContract } from './contract-schema';

class Line {
  @IsInt() quantity!: number;
}

class LongerLine {
  @IsInt() quantity!: number;
  @IsOptional() @IsString() unit?: string;
}

class Order {
  @IsString() number!: string;
  @IsIn(['open', 'paid']) state!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Line) lines!: Line[];
}

class OrderWithNote extends Order {
  @IsOptional() @IsString() note?: string;
}

class OrderWithDuty extends Order {
  @IsString() note!: string;
}

class OrderWithLongerLines {
  @IsString() number!: string;
  @IsIn(['open', 'paid']) state!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => LongerLine) lines!: LongerLine[];
}

class OrderWithState {
  @IsString() number!: string;
  @IsIn(['open', 'paid', 'lost']) state!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Line) lines!: Line[];
}

class OrderWithoutLines {
  @IsInt() number!: number;
  @IsIn(['open', 'paid']) state!: string;
}

describe('a contract within its version', () => {
  const contract = (input: Schema<object>): RequestContract => ({
    kind: 'request',
    subject: 'shop.v1.place',
    input,
    output: Line,
    timeoutMs: 1,
  });
  const breaks = (next: Schema<object>): string[] => breaksOf(schemaOfContract(contract(Order)), schemaOfContract(contract(next)));

  it('keeps its promise as it is', () => {
    expect(breaks(Order)).toEqual([]);
  });

  it('may get an optional property, also inside a list', () => {
    expect([breaks(OrderWithNote), breaks(OrderWithLongerLines)]).toEqual([[], []]);
  });

  it('must not demand a new property', () => {
    expect(breaks(OrderWithDuty)).toEqual(['shop.v1.place input.note is now required']);
  });

  it('must not lose a property or change its kind', () => {
    expect(breaks(OrderWithoutLines)).toEqual(['shop.v1.place input.lines is gone', 'shop.v1.place input.number has changed']);
  });

  it('must not let new values appear that the other side refuses', () => {
    expect(breaks(OrderWithState)).toEqual(['shop.v1.place input.state has changed']);
  });
});
