import 'reflect-metadata';
import { Confirmation } from '@tandem/contracts/claims';
import { RequestContract } from '@tandem/contracts/contract';
import { PageLease } from '@tandem/contracts/sync';
import { Failure } from '@tandem/domain/failure';
import { Bus } from '@tandem/platform/messaging/bus';
import { BusCouplings } from './bus-couplings';

type Confirmations = { confirmations: Confirmation[] };

/** A bus that takes few confirmations at a time and answers each with `done`, or `stale` where it has been told so. */
class NarrowBus extends Bus {
  readonly pieces: number[] = [];

  constructor(
    private readonly largest: number,
    private readonly stale: string,
  ) {
    super();
  }

  async ask<Input extends object, Output extends object>(_contract: RequestContract<Input, Output>, input: Input): Promise<Output> {
    const { confirmations } = input as unknown as Confirmations;
    if (confirmations.length > this.largest) throw new Failure('rejected', 'bus.bodyTooLarge', 'Too large.');
    this.pieces.push(confirmations.length);
    return { outcomes: confirmations.map(({ couplingId }) => (couplingId === this.stale ? 'stale' : 'done')) } as unknown as Output;
  }

  announce = async (): Promise<void> => undefined;
  wake = async (): Promise<void> => undefined;
}

const page = { connectionId: 'c', mapping: 'CUSTOMER', direction: 'toSales', pageId: 'p', token: 1 } as PageLease;
const confirmations = (count: number): Confirmation[] => Array.from({ length: count }, (_, n) => ({ couplingId: `k${n}`, version: '1' }));

describe('what a page tells about its couplings', () => {
  it('travels as one message where it fits', async () => {
    const bus = new NarrowBus(500, '');
    await new BusCouplings(bus, page).confirm(confirmations(500));
    expect(bus.pieces).toEqual([500]);
  });

  it('travels in halves where it is larger than the bus takes, and the answers keep their order', async () => {
    const bus = new NarrowBus(3, 'k6');
    const outcomes = await new BusCouplings(bus, page).confirm(confirmations(10));
    expect(bus.pieces).toEqual([3, 2, 3, 2]);
    expect(outcomes.map((outcome, index) => (outcome === 'stale' ? index : -1)).filter((index) => index >= 0)).toEqual([6]);
  });

  it('is refused where one record alone is too large', async () => {
    await expect(new BusCouplings(new NarrowBus(0, ''), page).confirm(confirmations(1))).rejects.toMatchObject({
      code: 'bus.bodyTooLarge',
    });
  });
});
