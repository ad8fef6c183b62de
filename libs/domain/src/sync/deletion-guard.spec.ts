import { DeletionsCounted, mustAsk } from './deletion-guard';

const limits = { percent: 5, most: 100 };
const counted = (deletions: number, couplings: number, isAsking = false): DeletionsCounted => ({ deletions, couplings, isAsking });

describe('the deletion guard', () => {
  const table: [sentence: string, counted: DeletionsCounted, asks: boolean][] = [
    ['lets a few deletions among many couplings pass', counted(5, 1_000), false],
    ['lets five of a hundred pass', counted(5, 100), false],
    ['asks about the sixth of a hundred', counted(6, 100), true],
    ['lets a hundred of a million pass', counted(100, 1_000_000), false],
    ['asks about the hundred and first, however many couplings there are', counted(101, 1_000_000), true],
    ['asks where a mapping has nearly nothing left', counted(1, 3), true],
    ['asks about one more while it is asking', counted(1, 1_000, true), true],
  ];
  it.each(table)('%s', (_sentence, deletions, asks) => {
    expect(mustAsk(deletions, limits)).toBe(asks);
  });
});
