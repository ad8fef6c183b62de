import { Need } from '@tandem/domain/sync/references';
import { whatIsCoupled } from './explain-needs';

const customer: Need = { mapping: 'CUSTOMER', by: 'businessKey', value: '10000' };
const vendor: Need = { mapping: 'VENDOR', by: 'businessKey', value: '20000' };
const euro: Need = { mapping: 'CURRENCY', by: 'businessKey', value: 'EUR' };

describe('what a record waits for, in words', () => {
  it.each([
    ['one record', [[euro]], 'CURRENCY EUR is coupled'],
    ['two records', [[customer], [euro]], 'CUSTOMER 10000 and CURRENCY EUR are coupled'],
    ['one of two records', [[customer, vendor]], 'CUSTOMER 10000 or VENDOR 20000 is coupled'],
    ['one record that two fields name', [[euro], [euro]], 'CURRENCY EUR is coupled'],
  ])('%s', (_what, needs, sentence) => {
    expect(whatIsCoupled(needs)).toBe(sentence);
  });
});
