import { KnownCoupling, NextStep, nextStep, nextStepWithoutRecord, StepWithoutRecord } from './next-step';

const asker = { mapping: 'CUSTOMER', direction: 'toSales' as const, pageId: 'page', token: 2, note: '100' };
const coupled: KnownCoupling = { mapping: 'CUSTOMER', state: 'coupled', version: '99' };
const claim = { pageId: 'other', token: 1, kind: 'create', direction: 'toSales' as const, expired: false };

describe('the next step for a record', () => {
  const table: [sentence: string, coupling: KnownCoupling | undefined, step: NextStep][] = [
    ['a record nobody knows is created', undefined, 'create'],
    ['a coupled record is compared', coupled, 'compare'],
    ['a coupling that changed since the rows were read is read again', { ...coupled, version: '100' }, 'readAgain'],
    ['versions are numbers, however many digits they have', { ...coupled, version: '1000' }, 'readAgain'],
    ['a record of another mapping of the same table is left to it', { ...coupled, mapping: 'VENDOR' }, 'otherMapping'],
    ['a record that a person uncoupled is left alone', { ...coupled, state: 'uncoupled' }, 'leave'],
    ['an id that must not be used again is left alone', { ...coupled, state: 'gone' }, 'leave'],
    ['a coupling whose other record was deleted takes no part', { ...coupled, deleted: 'sales' }, 'deleted'],
    ['a record that was deleted and has come back is compared', { ...coupled, deleted: 'businessCentral' }, 'compare'],
    [
      'one that was read before its deletion was known is read again',
      { ...coupled, deleted: 'businessCentral', version: '100' },
      'readAgain',
    ],
    ['a record claimed by another page is looked at later', { ...coupled, state: 'claimed', claim }, 'comeBack'],
    ['a claim whose lease has ended is taken over', { ...coupled, state: 'claimed', claim: { ...claim, expired: true } }, 'takeOver'],
    [
      'an unfinished creation of the other direction is not taken over by this one',
      { ...coupled, state: 'claimed', claim: { ...claim, expired: true, direction: 'fromSales' } },
      'comeBack',
    ],
    [
      'a claim of this very page, left by an earlier try, is taken over at once',
      { ...coupled, state: 'claimed', claim: { ...claim, pageId: 'page' } },
      'takeOver',
    ],
    ['an overwrite that another page has claimed is waited for', { ...coupled, claim: { ...claim, kind: 'overwrite' } }, 'comeBack'],
  ];
  it.each(table)('%s', (_sentence, coupling, step) => {
    expect(nextStep(coupling, asker)).toBe(step);
  });

  const restoring: [sentence: string, coupling: KnownCoupling, step: NextStep][] = [
    ['whose counterpart was deleted has it created again', { ...coupled, deleted: 'sales' }, 'restore'],
    ['is read again first where its coupling has changed since', { ...coupled, deleted: 'sales', version: '100' }, 'readAgain'],
    [
      'under an open claim is not restored',
      { ...coupled, deleted: 'sales', claim: { ...claim, kind: 'delete', expired: true } },
      'deleted',
    ],
  ];
  it.each(restoring)('under the policy restore, a record %s', (_sentence, coupling, step) => {
    expect(nextStep(coupling, { ...asker, restores: true })).toBe(step);
  });
});

describe('the next step for a record that does not exist', () => {
  const claimed = { ...coupled, state: 'claimed' as const };
  const table: [sentence: string, coupling: KnownCoupling | undefined, step: StepWithoutRecord][] = [
    ['the deletion of a record nobody knows is stored', undefined, 'recordDeletion'],
    ['the deletion of a coupled record is stored', coupled, 'recordDeletion'],
    ['a creation that another page has in hand is waited for', { ...claimed, claim }, 'comeBack'],
    ['a creation that was left unfinished is finished first', { ...claimed, claim: { ...claim, expired: true } }, 'finishClaim'],
    ['a creation of this very page is finished first', { ...claimed, claim: { ...claim, pageId: 'page' } }, 'finishClaim'],
    [
      'a creation of the other direction is finished by it',
      { ...claimed, claim: { ...claim, expired: true, direction: 'fromSales' } },
      'comeBack',
    ],
    [
      'a record that a policy has just deleted is stored as such',
      { ...coupled, claim: { ...claim, kind: 'delete', direction: 'fromSales' } },
      'recordDeletion',
    ],
    ['a counterpart that another page is deleting is waited for', { ...coupled, claim: { ...claim, kind: 'delete' } }, 'comeBack'],
    [
      'a deletion of its counterpart that was left unfinished is decided again',
      { ...coupled, deleted: 'businessCentral', claim: { ...claim, kind: 'delete', expired: true } },
      'finishDeletion',
    ],
    [
      'a deletion that was wanted for another reason is finished like any claim',
      { ...coupled, claim: { ...claim, kind: 'delete', expired: true } },
      'finishClaim',
    ],
  ];
  it.each(table)('%s', (_sentence, known, step) => {
    expect(nextStepWithoutRecord(known, asker)).toBe(step);
  });
});
