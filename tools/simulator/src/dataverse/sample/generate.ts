import { ControlError } from '../../service/controlled-rows';
import { generatedCustomer, type GeneratedCustomer } from '../../service/generated-customer';
import { SeededRandom } from '../../service/seeded-random';
import type { GenerateRequest } from '../../service/simulated-service';
import type { Database } from '../storage/database';
import { rowsWithKey } from '../addressing/entity-key';
import { systemUserId } from './seed-organization';
import { SampleWriter } from './sample-writer';

/**
 * Volume: `accounts` that exist in Sales only, `matches` accounts of the first generated customers (same number and values), of which
 * the first `conflicts` have another city and telephone, and `contacts` spread over all of them. `customers` is Business Central's.
 */

const known = new Set(['seed', 'customers', 'accounts', 'matches', 'conflicts', 'contacts']);

export function generateRows(database: Database, request: GenerateRequest): Record<string, number> {
  for (const name of Object.keys(request))
    if (!known.has(name)) throw new ControlError(`Nothing named '${name}' can be generated; known: ${[...known].join(', ')}.`);
  const { seed = 1, accounts = 0, matches = 0, conflicts = 0, contacts = 0 } = request;
  const writer = new SampleWriter(database, systemUserId);
  const random = new SeededRandom(seed + 17);
  const currency = currencyId(database, 'GBP');
  const ids: string[] = [];
  for (let index = 1; index <= matches; index += 1)
    ids.push(
      insertAccount(writer, random, { ...account(generatedCustomer(index, seed), currency), ...(index <= conflicts ? edited : {}) }),
    );
  for (let index = 1; index <= accounts; index += 1)
    ids.push(insertAccount(writer, random, salesOnly(account(generatedCustomer(5_000_000 + index, seed), currency))));
  for (let index = 0; index < contacts; index += 1)
    insertContact(writer, random, { customer: generatedCustomer(index + 1, seed), accountId: ids[index % Math.max(1, ids.length)], index });
  writer.commit();
  return { accounts: accounts + matches, contacts };
}

const edited = { address1_city: 'Edited in Sales', telephone1: '+1 555 0100' };

function insertAccount(writer: SampleWriter, random: SeededRandom, values: Record<string, unknown>): string {
  return writer.insert('account', random.guid(), values).id;
}

function account(customer: GeneratedCustomer, currency: string | undefined): Record<string, unknown> {
  return {
    name: customer.name,
    accountnumber: customer.number,
    address1_line1: customer.street,
    address1_city: customer.city,
    address1_postalcode: customer.postalCode,
    address1_country: customer.country,
    telephone1: customer.phone,
    emailaddress1: customer.email,
    websiteurl: customer.website,
    customertypecode: 3,
    ...(customer.creditLimit > 0 ? { creditlimit: customer.creditLimit } : {}),
    ...(currency === undefined ? {} : { _transactioncurrencyid_value: currency }),
  };
}

function salesOnly(values: Record<string, unknown>): Record<string, unknown> {
  return { ...values, accountnumber: String(values.accountnumber).replace('G', 'S') };
}

function insertContact(
  writer: SampleWriter,
  random: SeededRandom,
  { customer, accountId, index }: { customer: GeneratedCustomer; accountId: string | undefined; index: number },
): void {
  const lastname = `${customer.contactLastName} ${index + 1}`;
  writer.insert('contact', random.guid(), {
    firstname: customer.contactFirstName,
    lastname,
    fullname: `${customer.contactFirstName} ${lastname}`,
    emailaddress1: `contact${index + 1}@${customer.number.toLowerCase()}.example.com`,
    telephone1: customer.phone,
    address1_city: customer.city,
    ...(accountId === undefined ? {} : { _parentcustomerid_value: accountId, parentcustomerid_type: 'account' }),
  });
}

function currencyId(database: Database, code: string): string | undefined {
  const store = database.store('transactioncurrency');
  const column = store.table.columns.get('isocurrencycode');
  return column === undefined ? undefined : rowsWithKey(store, [[column, code]])[0]?.id;
}
