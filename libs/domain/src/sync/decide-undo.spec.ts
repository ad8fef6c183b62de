import { customer } from '../catalogue/customer';
import { surroundingsOfCronus } from '../catalogue/rules/context-for-test';
import { defaultVariant } from '../mapping/variant';
import { Values } from '../value';
import { CreatedRow, decideUndo } from './decide-undo';
import { planRun } from './run-plan';

const plan = planRun({ mapping: customer, direction: 'toSales', variant: defaultVariant, surroundings: surroundingsOfCronus });
const blankPairs = Object.fromEntries(plan.both.map(({ name }) => [name, null]));
const values: Values = { name: 'Adatum', address1_city: 'Leeds' };
const writtenAt = '2026-01-01T10:00:00.400Z';
const row = (changes: Values = {}, modifiedAt: string | null = '2026-01-01T10:00:00Z') => ({
  values: { ...values, ...changes },
  modifiedAt,
});
const created = (changes: Partial<CreatedRow> = {}): CreatedRow => ({
  row: row(),
  pairs: { ...blankPairs, name: 'Adatum', address1_city: 'Leeds' },
  writtenAt,
  ...changes,
});

describe('a record that a review has created', () => {
  it('is taken back while it is as we wrote it', () => {
    expect(decideUndo(plan, created())).toEqual({ kind: 'remove' });
  });

  it('is kept where somebody has changed a mapped field, however the clocks stand', () => {
    expect(decideUndo(plan, created({ row: row({ address1_city: 'York' }) }))).toEqual({ kind: 'edited', fields: ['address1_city'] });
  });

  it('is kept where the service says that it was changed later, though no mapped field differs', () => {
    expect(decideUndo(plan, created({ row: row({}, '2026-01-01T10:05:00Z') }))).toEqual({ kind: 'edited', fields: [] });
  });

  it('is taken back in spite of a later stamp once all records were looked at', () => {
    expect(decideUndo(plan, created({ row: row({}, '2026-01-01T10:05:00Z'), writtenAt: undefined }))).toEqual({ kind: 'remove' });
  });

  it('is taken back where the clock of the service is a little ahead of ours', () => {
    expect(decideUndo(plan, created({ row: row({}, '2026-01-01T10:00:03Z') }))).toEqual({ kind: 'remove' });
  });

  it('is taken back where the table has no stamp and every field is as agreed', () => {
    expect(decideUndo(plan, created({ row: row({}, null) }))).toEqual({ kind: 'remove' });
  });

  it('is taken back though its primary contact is blank now, which was taken back before', () => {
    const pairs = { ...created().pairs, primarycontactid: ['CT01', 'somebody'] };
    expect(decideUndo(plan, created({ pairs }))).toEqual({ kind: 'remove' });
    const other = row({ primarycontactid: 'somebody else' });
    expect(decideUndo(plan, created({ pairs, row: other }))).toEqual({ kind: 'edited', fields: ['primarycontactid'] });
  });

  it('needs nothing where it is gone already', () => {
    expect(decideUndo(plan, created({ row: undefined }))).toEqual({ kind: 'gone' });
  });
});
