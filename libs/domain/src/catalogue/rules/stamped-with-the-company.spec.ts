import { contextOf, surroundingsOfCronus } from './context-for-test';
import { stampedWithTheCompany as rule } from './stamped-with-the-company';

describe('a row is stamped with the company it belongs to', () => {
  it('carries the company of the connection', () => {
    expect(rule.complete({}, contextOf())).toEqual({ values: { tandem_companyid: surroundingsOfCronus.companyId } });
  });
  it('is left alone where companies do not matter', () => {
    expect(rule.complete({}, contextOf({ surroundings: { companyScoped: false } }))).toEqual({ values: {} });
  });
});
