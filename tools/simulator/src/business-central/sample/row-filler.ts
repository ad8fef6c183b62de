/** Fills rows of generated customers, vendors, persons and items straight into the tables: the rules would only find what is true already. */
import { generatedCustomer } from '../../service/generated-customer';
import type { SeededRandom } from '../../service/seeded-random';
import { ensureAvailability } from '../rules/inventory';
import { ensureUnits } from '../rules/units';
import { Row, Value, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';
import { Draft } from '../write/draft';
import { compact } from './compact-text';

type Trader = 'customers' | 'vendors';
type Values = Readonly<Record<string, Value>>;

/** Most customers trade in the local currency. */
const currencies = ['', '', '', '', '', '', 'EUR', 'USD'];

export class RowFiller {
  private readonly salespeople: string[];
  private readonly terms: string[];
  private readonly methods: string[];
  /** Numbers of the company contacts that persons are spread over. */
  private readonly owners: string[] = [];

  constructor(
    private readonly company: Company,
    private readonly random: SeededRandom,
    private readonly seed: number,
  ) {
    this.salespeople = this.codesOf('salespeople');
    this.terms = this.codesOf('paymentTerms');
    this.methods = this.codesOf('shipmentMethods');
  }

  /** The company with this index: the same that the simulator of Sales makes. Vendors have numbers of their own. */
  addTrader(transaction: Transaction, trader: Trader, index: number): void {
    const made = generatedCustomer(index, trader === 'customers' ? this.seed : this.seed + 1);
    const number = compact(trader === 'customers' ? made.number : `V${made.number}`);
    const address = {
      displayName: compact(made.name),
      addressLine1: compact(made.street),
      city: made.city,
      postalCode: made.postalCode,
      country: made.country,
    };
    const facts = {
      ...address,
      phoneNumber: compact(made.phone),
      email: compact(made.email),
      website: compact(made.website),
      currencyCode: this.random.pick(currencies),
    };
    const salesperson = this.salespersonFor(facts.currencyCode);
    const terms = { paymentTermsCode: this.random.pick(this.terms), shipmentMethodCode: this.random.pick(this.methods) };
    const own: Values =
      trader === 'customers' ? { salespersonCode: salesperson, creditLimit: made.creditLimit } : { purchaserCode: salesperson };
    const row = put(this.company.table(trader), transaction, { number, ...facts, ...terms, ...own });
    this.addCompanyContact(transaction, {
      ...facts,
      salespersonCode: salesperson,
      [trader === 'customers' ? 'relatedCustomer' : 'relatedVendor']: number,
    });
    if (trader === 'customers') this.addStatistics(transaction, row, number);
  }

  /** As in the sample company: one for customers in local currency, another for those abroad; a few companies have somebody else. */
  private salespersonFor(currencyCode: string): string {
    if (this.random.chance(0.02)) return this.random.pick(this.salespeople);
    const usual = currencyCode === '' ? 'JO' : 'OF';
    return this.salespeople.includes(usual) ? usual : this.random.pick(this.salespeople);
  }

  /** Persons go round the generated companies. */
  addPerson(transaction: Transaction, index: number): void {
    const companyNumber = this.owners[(index - 1) % Math.max(1, this.owners.length)] ?? '';
    const made = generatedCustomer(index, this.seed);
    const person = { firstName: made.contactFirstName, surname: made.contactLastName };
    put(this.company.table('contacts'), transaction, {
      number: compact(this.company.nextNumber('contacts')),
      type: 'Person',
      ...person,
      displayName: compact(`${person.firstName} ${person.surname}`),
      companyNumber,
      addressLine1: compact(made.street),
      city: made.city,
      postalCode: made.postalCode,
      country: made.country,
      phoneNumber: compact(made.phone),
      email: compact(`${person.firstName}.${person.surname}.${index}@example.com`.toLowerCase()),
      salespersonCode: this.salespersonFor(''),
    });
  }

  addItem(transaction: Transaction, index: number): void {
    const items = this.company.table('items');
    const unitPrice = Math.round(this.random.next() * 50_000) / 100;
    const row = put(items, transaction, {
      number: compact(`G${String(index).padStart(7, '0')}`),
      displayName: compact(`${this.random.pick(['Chair', 'Desk', 'Lamp', 'Shelf', 'Table'])} ${index}`),
      type: 'Inventory',
      unitPrice,
      unitCost: Math.round(unitPrice * 60) / 100,
      baseUnitOfMeasureCode: 'PCS',
    });
    const draft = new Draft(transaction, this.company, items, row);
    ensureUnits(draft, 'items');
    ensureAvailability(draft);
  }

  private addCompanyContact(transaction: Transaction, values: Values): void {
    const number = compact(this.company.nextNumber('contacts'));
    put(this.company.table('contacts'), transaction, { number, companyNumber: number, type: 'Company', ...values });
    this.owners.push(number);
  }

  private addStatistics(transaction: Transaction, customer: Row, number: string): void {
    const statistics = this.company.table('customerStatistics');
    const row = statistics.blankRow(idOf(customer));
    row[statistics.place('customerNumber')] = number;
    statistics.insert(transaction, row);
  }

  private codesOf(table: string): string[] {
    return [...this.company.table(table).all()].map((row) => this.company.table(table).text(row, 'code'));
  }
}

function put(table: Table, transaction: Transaction, values: Values): Row {
  const row = table.blankRow(transaction.newId());
  for (const column in values) row[table.place(column)] = values[column] as Value;
  return table.insert(transaction, row);
}
