import { Tally } from './tally';

describe('the tally of a page that is taken again', () => {
  it('counts what the first holder has written, whatever is left to do', () => {
    const tally = new Tally();
    tally.countedBefore('created', ['inserted', 'coupled']);
    tally.countedBefore('changed', ['modified', 'merged']);
    tally.countedBefore('untouched', []);
    for (const recordId of ['created', 'changed', 'untouched']) tally.settle(recordId, 'unchanged');
    expect(tally.counters).toEqual({ seen: 3, inserted: 1, modified: 1, unchanged: 1, coupled: 1, merged: 1 });
  });

  it('counts a record once that it asks about twice', () => {
    const tally = new Tally();
    for (let turn = 0; turn < 2; turn++) tally.countedBefore('created', ['inserted', 'coupled']);
    tally.settle('created', 'modified');
    expect(tally.counters).toEqual({ seen: 1, inserted: 1, coupled: 1 });
  });

  it('lets a later word stand where the record went wrong, or was deleted', () => {
    const tally = new Tally();
    tally.countedBefore('parked', ['modified']);
    tally.countedBefore('deleted', ['modified']);
    tally.issue({ recordId: 'parked', kind: 'parked', code: 'record.refused', message: 'Refused.' });
    tally.settle('deleted', 'deleted');
    expect(tally.counters).toEqual({ seen: 2, failed: 1, deleted: 1 });
  });
});
