import { Comparison } from './compare-record';
import { ComparedLine, decideDocument, DocumentDecision } from './decide-document';

/** A header or a line that both sides have, as the comparison of its fields left it. */
const compared = ({
  write = {},
  leave = [],
  conflict = [],
}: { write?: object; leave?: string[]; conflict?: string[] } = {}): Comparison => ({
  decision: { write: Object.keys(write), agree: {}, leave, conflict, overwritten: [] },
  ...{ write: write as Comparison['write'], forget: [], overwritten: [], needs: [] },
});

const unchanged = compared();
const changedHere = compared({ write: { quantity: 5 } });
const changedThere = compared({ leave: ['quantity'] });
const changedOnBothSides = compared({ conflict: ['quantity'] });

const both = (comparison: Comparison): ComparedLine => ({ kind: 'both', name: 'line 1', sourceId: 'a', targetId: 'A', comparison });
const here = (wasCoupled: boolean, changed = false): ComparedLine => ({
  kind: 'sourceOnly',
  name: 'line 2',
  sourceId: 'b',
  wasCoupled,
  changed,
});
const there = (wasCoupled: boolean, changed = false): ComparedLine => ({
  kind: 'targetOnly',
  name: 'line 3',
  targetId: 'C',
  wasCoupled,
  changed,
});

/** `+b` created, `~A` updated, `-C` removed, `header`, `later` for the other direction, `!` and what conflicts. */
const inWords = ({ header, create, update, remove, leaves, conflicts }: DocumentDecision): string =>
  [
    ...(Object.keys(header).length > 0 ? ['header'] : []),
    ...create.map(({ sourceId }) => `+${sourceId}`),
    ...update.map(({ targetId }) => `~${targetId}`),
    ...remove.map(({ targetId }) => `-${targetId}`),
    ...(leaves ? ['later'] : []),
    ...conflicts.map((conflict) => `! ${conflict}`),
  ].join(' ');

type Row = [sentence: string, header: Comparison, lines: ComparedLine[], expected: string];

describe('a document that travels both ways', () => {
  const table: Row[] = [
    ['is left alone while nothing has changed', unchanged, [both(unchanged)], ''],
    ['travels with a changed header', compared({ write: { discountamount: 1 } }), [both(unchanged)], 'header'],
    ['travels with a changed line', unchanged, [both(changedHere)], '~A'],
    ['travels with a new line', unchanged, [here(false)], '+b'],
    ['travels without the line that was deleted here', unchanged, [there(true)], '-C'],
    [
      'goes as one: header, changed, new and deleted lines',
      compared({ write: { x: 1 } }),
      [both(changedHere), here(false), there(true)],
      'header +b ~A -C',
    ],
    ['leaves to the other direction what has changed there', changedThere, [both(changedThere)], 'later'],
    ['leaves a line to the other direction that only the target has', unchanged, [there(false)], 'later'],
    ['leaves a line to the other direction that was deleted there', unchanged, [here(true)], 'later'],
    ['merges: one line travels, another is left', unchanged, [both(changedHere), there(false)], '~A later'],
    [
      'is a conflict where one line is, and then nothing of it is written',
      compared({ write: { x: 1 } }),
      [both(changedOnBothSides), here(false)],
      '! line 1: quantity',
    ],
    ['is a conflict where the header is', compared({ conflict: ['discountamount'] }), [both(changedHere)], '! discountamount'],
    [
      'is a conflict where a line was changed here and deleted there',
      unchanged,
      [here(true, true)],
      '! line 2: changed on one side, deleted on the other',
    ],
    [
      'is a conflict where a line was deleted here and changed there',
      unchanged,
      [there(true, true)],
      '! line 3: changed on one side, deleted on the other',
    ],
  ];
  it.each(table)('%s', (_sentence, header, lines, expected) => {
    expect(inWords(decideDocument({ header, lines, bothWays: true }))).toBe(expected);
  });
});

describe('a document that travels one way', () => {
  const table: Row[] = [
    ['gets the line back that was deleted there', unchanged, [here(true)], '+b'],
    ['loses the line that was deleted here, whatever was changed there', unchanged, [there(true, true)], '-C'],
    ['keeps a line that somebody has added there', unchanged, [there(false)], ''],
  ];
  it.each(table)('%s', (_sentence, header, lines, expected) => {
    expect(inWords(decideDocument({ header, lines, bothWays: false }))).toBe(expected);
  });
});
