/** Contracts and a service that exist only for the tests of messaging. */
import { Controller, Module } from '@nestjs/common';
import { event, request, work } from '@tandem/contracts/contract';
import { Failure, FailureDetails, FailureKind } from '@tandem/domain/failure';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { currentTrace } from '../observability/trace-context';
import { Answers, Hears, Performs } from './handlers';

export class Line {
  @IsString()
  item!: string;

  @IsInt()
  @Min(1)
  quantity!: number;
}

export class Order {
  @IsString()
  number!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];
}

export class Receipt {
  @IsString()
  number!: string;

  @IsInt()
  quantity!: number;

  @IsOptional()
  @IsString()
  correlationId?: string;

  @IsOptional()
  @IsString()
  connectionId?: string;
}

export class Refusal {
  @IsIn(['rejected', 'blocked', 'conflict', 'transient', 'misconfigured', 'bug', 'plain'])
  kind!: FailureKind | 'plain';
}

export class Nothing {}

/** Thousands of rows: checks itself. */
export class Rows {
  rows!: string[];

  static check(value: unknown): string[] {
    const rows: unknown = (value as Rows | undefined)?.rows;
    return Array.isArray(rows) && rows.every((row) => typeof row === 'string') ? [] : ['rows must be an array of texts'];
  }
}

export const placeOrder = request('shop.v1.place-order', { input: Order, output: Receipt });
export const refuse = request('shop.v1.refuse', { input: Refusal, output: Nothing, timeoutMs: 2_000 });
export const echoRows = request('shop.v1.echo-rows', { input: Rows, output: Rows });
export const answerWrongly = request('shop.v1.answer-wrongly', { input: Nothing, output: Receipt });
export const unheard = request('nobody.v1.unheard', { input: Nothing, output: Nothing, timeoutMs: 300 });
export const ordered = event('shop.v1.ordered', { body: Order });
export const pack = work('shop.v1.pack', { body: Receipt });
export const poison = work('shop.v1.poison', { body: Receipt });
export const stumble = work('shop.v1.stumble', { body: Refusal });

/** What the handlers have seen. */
export class Seen {
  readonly orders: string[] = [];
  readonly packed: string[] = [];
  readonly stumbles: string[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  /** Work waits for it before it is done. */
  gate: Promise<void> = Promise.resolve();
}

const failureDetails: FailureDetails = { retryAfterMs: 50, help: 'Wait.', password: 'hunter2' };

@Controller()
export class ShopController {
  constructor(private readonly seen: Seen) {}

  @Answers(placeOrder)
  place(order: Order): Receipt {
    const quantity = order.lines.reduce((sum, line) => sum + line.quantity, 0);
    const { correlationId, connectionId } = currentTrace() ?? {};
    return { number: order.number, quantity, correlationId, connectionId };
  }

  @Answers(refuse)
  async refuse({ kind }: Refusal): Promise<Nothing> {
    if (kind === 'plain') throw new TypeError('cannot read secret things of undefined');
    throw new Failure(kind, `shop.${kind}`, `It is ${kind}.`, failureDetails);
  }

  @Answers(echoRows)
  async echo(rows: Rows): Promise<Rows> {
    return rows;
  }

  @Answers(answerWrongly)
  wrong(): Receipt {
    return { number: 'S-1', quantity: 'many' as unknown as number };
  }

  @Hears(ordered)
  heard({ number }: Order): void {
    this.seen.orders.push(number);
  }

  @Performs(pack, { concurrency: 2, silenceMs: 1_500 })
  async pack({ number }: Receipt): Promise<void> {
    this.seen.atOnce++;
    this.seen.mostAtOnce = Math.max(this.seen.mostAtOnce, this.seen.atOnce);
    await this.seen.gate;
    this.seen.atOnce--;
    this.seen.packed.push(number);
  }

  @Performs(stumble, { concurrency: 1 })
  stumble({ kind }: Refusal): void {
    this.seen.stumbles.push(kind);
    if (kind === 'plain') throw new TypeError('a bug');
    throw new Failure(kind, `shop.${kind}`, `It is ${kind}.`, failureDetails);
  }
}

@Module({ controllers: [ShopController], providers: [Seen] })
export class ShopModule {}
