import { contact } from '../catalogue/contact';
import { customer } from '../catalogue/customer';
import { keysOfCriteria } from './match-criteria';

describe('criteria of a match', () => {
  it('each priority is a key of its own, the lowest first, whatever their order', () => {
    expect(
      keysOfCriteria(customer, [
        { field: 'name', priority: 7 },
        { field: 'accountnumber', priority: 1 },
      ]),
    ).toEqual([[['number', 'accountnumber']], [['displayName', 'name']]]);
  });

  it('fields of one priority must all be equal; one that is blank in Business Central is passed over', () => {
    expect(
      keysOfCriteria(customer, [
        { field: 'name', priority: 0 },
        { field: 'address1_city', priority: 0 },
      ]),
    ).toEqual([
      [
        ['displayName', 'name'],
        ['city', 'address1_city'],
      ],
      [
        ['displayName', 'name'],
        ['city', 'address1_city', 'blank'],
      ],
      [
        ['displayName', 'name', 'blank'],
        ['city', 'address1_city'],
      ],
    ]);
  });

  it('a number can not be blank', () => {
    const keys = keysOfCriteria(customer, [
      { field: 'creditlimit', priority: 0 },
      { field: 'address1_city', priority: 0 },
    ]);
    expect(keys).toHaveLength(2);
  });

  it('compares with case where a person wants that', () => {
    expect(keysOfCriteria(customer, [{ field: 'name', priority: 0, caseSensitive: true }])).toEqual([
      [['displayName', 'name', 'caseSensitive']],
    ]);
  });

  it('a reference is compared by the record it names', () => {
    expect(keysOfCriteria(contact, [{ field: 'parentcustomerid', priority: 0 }])).toEqual([[['customerNumber', 'parentcustomerid']]]);
  });

  it.each([
    ['colour', 'match.unknownField'],
    ['primarycontactid', 'match.fieldUnusable'],
  ])('%s is refused (%s), with the fields to choose among', (field, code) => {
    expect(() => keysOfCriteria(customer, [{ field, priority: 0 }])).toThrow(
      expect.objectContaining({ kind: 'rejected', code, details: { help: expect.stringContaining('name, address1_primarycontactname') } }),
    );
  });

  it('too many combinations are refused', () => {
    const criteria = ['name', 'address1_city', 'emailaddress1', 'address1_postalcode', 'telephone1'].map((field) => ({
      field,
      priority: 0,
    }));
    expect(() => keysOfCriteria(customer, criteria)).toThrow(expect.objectContaining({ code: 'match.tooManyCriteria' }));
  });
});
