/** Fills rows of generated customers, vendors, persons and items straight into the tables: the rules would only find what is true already. */
import type { SeededRandom } from '../../service/seeded-random';
import { Row, Value, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';
import { ensureAvailability } from '../rules/inventory';
import { ensureUnits } from '../rules/units';
import { Draft } from '../write/draft';
import type { GeneratedNames } from './generated-names';

type Trader = 'customers' | 'vendors';
type Values = Readonly<Record<string, Value>>;

export class RowFiller {
  private readonly salespeople: string[];
  private readonly terms: string[];
  private readonly methods: string[];
  private readonly currencies = ['', '', '', '', '', '', 'EUR', 'USD'];
  private readonly owners: string[] = [];
  private made = 0;

  constructor(
    private readonly company: Company,
    private readonly random: SeededRandom,
    private readonly names: GeneratedNames,
  ) {
    this.salespeople = this.keysOf('salespeople');
    this.terms = this.keysOf('paymentTerms');
    this.methods = this.keysOf('shipmentMethods');
  }

  addTrader(transaction: Transaction, trader: Trader): void {
    const table = this.company.table(trader);
    const displayName = this.names.companyName();
    const number = this.company.nextNumber(trader);
    const facts = {
      displayName,
      ...this.names.address(),
      country: 'GB',
      phoneNumber: this.names.phone(),
      email: `info@${domainOf(displayName)}`,
      currencyCode: this.random.pick(this.currencies),
    };
    const salesperson = this.random.pick(this.salespeople);
    const terms = {
      paymentTermsCode: this.random.pick(this.terms),
      shipmentMethodCode: this.random.pick(this.methods),
      website: `https://www.${domainOf(displayName)}`,
    };
    const contact = this.company.nextNumber('contacts');
    const own: Values =
      trader === 'customers'
        ? { salespersonCode: salesperson, type: 'Company', creditLimit: this.random.below(20) * 5000 }
        : { purchaserCode: salesperson };
    const row = put(table, transaction, { number, ...facts, ...terms, ...own });
    const relation = trader === 'customers' ? 'relatedCustomer' : 'relatedVendor';
    put(this.company.table('contacts'), transaction, {
      number: contact,
      companyNumber: contact,
      type: 'Company',
      ...facts,
      salespersonCode: salesperson,
      [relation]: number,
    });
    this.owners.push(contact);
    if (trader === 'customers') this.addStatistics(transaction, row, number);
  }

  addPerson(transaction: Transaction): void {
    const contacts = this.company.table('contacts');
    const owner = this.owners.length > 0 ? this.owners[this.made++ % this.owners.length] : undefined;
    const ownerRow = owner === undefined ? undefined : contacts.find(owner);
    const person = this.names.person();
    const host = ownerRow ? domainOf(contacts.text(ownerRow, 'displayName')) : 'example.com';
    put(contacts, transaction, {
      number: this.company.nextNumber('contacts'),
      type: 'Person',
      ...person,
      displayName: `${person.firstName} ${person.surname}`,
      companyNumber: owner ?? '',
      ...this.names.address(),
      country: 'GB',
      phoneNumber: this.names.phone(),
      email: `${person.firstName}.${person.surname}.${this.made}@${host}`.toLowerCase(),
      salespersonCode: this.random.pick(this.salespeople),
    });
  }

  addItem(transaction: Transaction): void {
    const items = this.company.table('items');
    const unitPrice = Math.round(this.random.next() * 50000) / 100;
    const row = put(items, transaction, {
      number: `G${String(this.made++).padStart(7, '0')}`,
      displayName: `${this.names.person().surname} ${this.random.pick(['chair', 'desk', 'lamp', 'shelf', 'table'])} ${this.made}`,
      type: 'Inventory',
      unitPrice,
      unitCost: Math.round(unitPrice * 60) / 100,
      baseUnitOfMeasureCode: 'PCS',
    });
    const draft = new Draft(transaction, this.company, items, row);
    ensureUnits(draft, 'items');
    ensureAvailability(draft);
  }

  private addStatistics(transaction: Transaction, customer: Row, number: string): void {
    const statistics = this.company.table('customerStatistics');
    const row = statistics.blankRow(idOf(customer));
    row[statistics.place('customerNumber')] = number;
    statistics.insert(transaction, row);
  }

  private keysOf(table: string): string[] {
    return [...this.company.table(table).all()].map((row) => this.company.table(table).text(row, 'code'));
  }
}

function put(table: Table, transaction: Transaction, values: Values): Row {
  const row = table.blankRow(transaction.newId());
  for (const column in values) row[table.place(column)] = values[column] as Value;
  return table.insert(transaction, row);
}

const domainOf = (name: string): string =>
  `${name
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')}.example`;
