import { NumberedLine, PairedLines, pairLines } from './pair-lines';

const line = (id: string, lineNumber: number | null = null): NumberedLine => ({ id, lineNumber });

/** `a=A` both sides, coupled; `a~A` both sides, by line number; `a+` only here; `a!` only here, its counterpart is gone; `+A`, `!A` likewise there. */
const inWords = ({ both, sourceOnly, targetOnly }: PairedLines<NumberedLine>): string =>
  [
    ...both.map(({ source, target, coupled }) => `${source.id}${coupled ? '=' : '~'}${target.id}`),
    ...sourceOnly.map(({ line: { id }, wasCoupled }) => `${id}${wasCoupled ? '!' : '+'}`),
    ...targetOnly.map(({ line: { id }, wasCoupled }) => `${wasCoupled ? '!' : '+'}${id}`),
  ].join(' ');

type Row = [sentence: string, source: NumberedLine[], target: NumberedLine[], couplings: [string, string][], expected: string];

describe('the lines of a document', () => {
  const table: Row[] = [
    ['are paired by their coupling', [line('a')], [line('A')], [['a', 'A']], 'a=A'],
    ['are paired by their coupling although they were renumbered', [line('a', 1)], [line('A', 2), line('B', 1)], [['a', 'A']], 'a=A +B'],
    ['without a coupling are paired by line number', [line('a', 1), line('b', 2)], [line('B', 2), line('A', 1)], [], 'a~A b~B'],
    ['without a coupling and without a number are nobody else', [line('a')], [line('A')], [], 'a+ +A'],
    ['are new where nothing corresponds to them', [line('a', 1), line('b', 2)], [line('A', 1)], [], 'a~A b+'],
    ['whose counterpart was deleted are not paired anew by number', [line('a', 1)], [line('B', 1)], [['a', 'A']], 'a! +B'],
    ['whose counterpart was deleted in the source stand alone', [], [line('A', 1)], [['a', 'A']], '!A'],
    ['that lost their counterpart are not given away by number', [line('b', 1)], [line('A', 1)], [['a', 'A']], 'b+ !A'],
    ['with the same number twice are paired once', [line('a', 1), line('b', 1)], [line('A', 1)], [], 'a~A b+'],
    ['are paired by coupling before any is paired by number', [line('b', 1), line('a', 1)], [line('A', 1)], [['a', 'A']], 'a=A b+'],
  ];
  it.each(table)('%s', (_sentence, source, target, couplings, expected) => {
    expect(inWords(pairLines(source, target, new Map(couplings)))).toBe(expected);
  });
});
