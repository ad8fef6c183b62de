/** What a page that is taken again has done before: its holder ended after the confirmation and before the report. */
import { IsArray, IsObject, IsUUID } from 'class-validator';
import { request } from './contract';
import { CouplingScope } from './coupling';
import { Counter } from './sync';

/** Asks about couplings that a page may have changed. */
export class ReadCounted extends CouplingScope {
  @IsUUID() pageId!: string;
  @IsArray() couplingIds!: string[];
}

export class CountedRead {
  /** Coupling id → what the page counts its record as; absent where it has written nothing, or somebody else has changed the coupling since. */
  @IsObject() counted!: Record<string, Extract<Counter, 'inserted' | 'modified' | 'coupled' | 'merged' | 'overwritten'>[]>;
}

export const readCounted = request('coupling.v1.read-counted', { input: ReadCounted, output: CountedRead });
