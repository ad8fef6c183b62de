/** The company of Business Central: the one that was chosen, by id or by name; where only one exists it need not be. */
import { companyAmbiguous, companyMissing } from '../setup-failures';
import { BusinessCentralSystem } from '../sign-in';
import { Company } from '../systems';

export function chosenCompany({ companyId, companyName }: BusinessCentralSystem, companies: readonly Company[]): Company {
  const names = companies.map(({ name }) => name);
  if (!companyId && !companyName && companies.length > 1) throw companyAmbiguous(names);
  const found = companies.find(({ id, name }) => (companyId ? same(id, companyId) : companyName ? same(name, companyName) : true));
  if (!found) throw companyMissing(companyName ?? companyId ?? '', names);
  return found;
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
