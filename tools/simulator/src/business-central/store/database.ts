/** The whole database: its companies, and a transaction over them that every write goes through. */
import { randomUUID } from 'node:crypto';
import type { ServiceCore } from '../../service/service-core';
import type { Model } from '../catalogue/model';
import { Company } from './company';
import { Stamps, Transaction, Writer } from './transaction';

export class Database {
  readonly companies: Company[] = [];

  constructor(
    private readonly core: ServiceCore,
    readonly model: Model,
  ) {}

  addCompany(id: string, name: string): Company {
    const company = new Company(id, name, this.model.tables.values());
    this.companies.push(company);
    return company;
  }

  clear(): void {
    this.companies.length = 0;
  }

  /** `version`: the row version that a held edit took when it began. */
  begin(writer: Writer, version?: number): Transaction {
    return new Transaction(this.stamps(randomUUID, version), writer);
  }

  /** A transaction whose ids follow from a seed, so that every start has the same rows. */
  beginSeeded(writer: Writer, newId: () => string): Transaction {
    return new Transaction(this.stamps(newId), writer);
  }

  commit(transaction: Transaction): void {
    transaction.commit(this.core.history);
  }

  private stamps(newId: () => string, held?: number): Stamps {
    const { clock, rowVersions } = this.core;
    let first = held;
    const nextVersion = () => {
      const version = first ?? rowVersions.next();
      first = undefined;
      return version;
    };
    return { nextVersion, newId, now: () => clock.now() };
  }
}
