import { Direction, Side, Value } from '../value';
import { ConflictPolicy } from '../mapping/field-mapping';
import { Circumstances, Decision, decideSync, FieldState } from './decide-sync';

/** A field that both sides agreed on as "Adatum" and that may have changed since. */
const field = (changes: Partial<FieldState> = {}): FieldState => {
  const source: Value = changes.source === undefined ? 'Adatum' : changes.source;
  const target: Value = changes.target === undefined ? 'Adatum' : changes.target;
  return {
    field: 'name',
    carried: source,
    returned: target,
    agreed: { source: 'Adatum', target: 'Adatum' },
    policy: 'ask',
    ...changes,
    source,
    target,
  };
};

const never = { agreed: undefined };
const toSales: Circumstances = { direction: 'toSales' };

type Verdict = 'nothing' | 'write' | 'agree' | 'leave' | 'conflict' | 'overwrite';

function verdictOf({ write, agree, leave, conflict, overwritten }: Decision): Verdict {
  if (overwritten.length) return 'overwrite';
  if (write.length) return 'write';
  if (leave.length) return 'leave';
  if (conflict.length) return 'conflict';
  return Object.keys(agree).length ? 'agree' : 'nothing';
}

describe('the three-way decision on a field both sides have agreed on', () => {
  const table: [sentence: string, state: Partial<FieldState>, verdict: Verdict][] = [
    ['nothing happens while neither side has changed', {}, 'nothing'],
    ['a change of the source travels', { source: 'Adatum Corp.' }, 'write'],
    ['a blank source that was filled travels as well', { source: null }, 'write'],
    ['a change of the target is left to the other direction', { target: 'Adatum Inc.' }, 'leave'],
    ['both sides changed to the same value agree silently', { source: 'A', target: 'A' }, 'agree'],
    ['both sides changed to different values are a conflict', { source: 'A', target: 'B' }, 'conflict'],
    [
      'a value that the mapping shortens is no change of the longer side',
      { source: 'Ada', target: 'Adatum', carried: 'Ada', returned: 'Ada', agreed: { source: 'Ada', target: 'Adatum' } },
      'nothing',
    ],
    [
      'the longer side changes when the shorter one was itself edited',
      { source: 'Bob', target: 'Adatum', carried: 'Bob', returned: 'Ada', agreed: { source: 'Ada', target: 'Adatum' } },
      'write',
    ],
  ];
  it.each(table)('%s', (_sentence, state, expected) => {
    expect(verdictOf(decideSync([field(state)], toSales))).toBe(expected);
  });
});

describe('a reference whose record was restored under another id', () => {
  const restored = { source: '10000', carried: 'new id', returned: null, agreed: { source: '10000', target: 'old id' }, renamed: true };
  const table: [sentence: string, state: Partial<FieldState>, verdict: Verdict][] = [
    ['is given to a counterpart that still names the old one', { target: 'old id' }, 'write'],
    ['is given to a counterpart that names nothing since the old one was deleted', { target: null }, 'write'],
    ['is agreed where the counterpart names it already', { target: 'new id' }, 'agree'],
    ['is not forced on a counterpart that somebody has given another one', { target: 'another id' }, 'leave'],
    ['takes no part where the source has changed as well: that change travels', { source: '20000', target: 'old id' }, 'write'],
  ];
  it.each(table)('%s', (_sentence, state, expected) => {
    expect(verdictOf(decideSync([field({ ...restored, ...state })], toSales))).toBe(expected);
  });
});

describe('the first decision on a field that was never agreed', () => {
  const table: [sentence: string, state: Partial<FieldState>, first: Direction | undefined, verdict: Verdict][] = [
    ['equal values agree silently', { source: 'A', target: 'A' }, undefined, 'agree'],
    [
      'values equal under the mapping agree silently',
      { source: 'Ada', target: 'Adatum', carried: 'Ada', returned: 'Ada' },
      undefined,
      'agree',
    ],
    ['a blank target takes the value', { source: 'A', target: null }, 'fromSales', 'write'],
    ['a blank source does not erase the target', { source: null, target: 'B' }, 'toSales', 'leave'],
    ['different values go the first direction, and the loss is listed', { source: 'A', target: 'B' }, 'toSales', 'overwrite'],
    ['different values are left to the first direction when it is the other one', { source: 'A', target: 'B' }, 'fromSales', 'leave'],
    ['different values without a first direction are a conflict', { source: 'A', target: 'B' }, undefined, 'conflict'],
  ];
  it.each(table)('%s', (_sentence, state, firstDirection, expected) => {
    expect(verdictOf(decideSync([field({ ...state, ...never })], { ...toSales, firstDirection }))).toBe(expected);
  });
});

describe('the policy for a field changed on both sides', () => {
  const table: [policy: ConflictPolicy, direction: Direction, later: Side | undefined, verdict: Verdict][] = [
    ['ask', 'toSales', 'sales', 'conflict'],
    ['businessCentral', 'toSales', undefined, 'overwrite'],
    ['businessCentral', 'fromSales', undefined, 'leave'],
    ['sales', 'toSales', undefined, 'leave'],
    ['sales', 'fromSales', undefined, 'overwrite'],
    ['latest', 'toSales', 'businessCentral', 'overwrite'],
    ['latest', 'toSales', 'sales', 'leave'],
    ['latest', 'toSales', undefined, 'conflict'],
  ];
  it.each(table)('%s, running %s, with %s changed later: %s', (policy, direction, later, expected) => {
    expect(verdictOf(decideSync([field({ source: 'A', target: 'B', policy })], { direction, later }))).toBe(expected);
  });
});

describe('a decision on a whole record', () => {
  it('merges different fields that were changed on different sides', () => {
    const decision = decideSync(
      [field({ field: 'name', source: 'A' }), field({ field: 'phone', target: '555' }), field({ field: 'city' })],
      toSales,
    );
    expect(decision).toMatchObject({ write: ['name'], leave: ['phone'], conflict: [] });
  });

  it('advances the agreement only for fields that are equal now', () => {
    const decision = decideSync([field({ field: 'name', source: 'A' }), field({ field: 'phone', source: 'B', target: 'C' })], toSales);
    expect(decision.agree).toEqual({ name: { source: 'A', target: 'A' } });
  });
});
