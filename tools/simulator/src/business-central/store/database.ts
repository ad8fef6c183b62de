/** The whole database: its companies, and a transaction over them that every write goes through. */
import { randomUUID } from 'node:crypto';
import type { ServiceCore } from '../../service/service-core';
import type { Model } from '../catalogue/model';
import { Company } from './company';
import { Stamps, Transaction, Writer } from './transaction';

export class Database {
  readonly companies: Company[] = [];

  private readonly stamps: Stamps;

  constructor(
    private readonly core: ServiceCore,
    readonly model: Model,
  ) {
    const { clock, rowVersions } = core;
    this.stamps = { nextVersion: () => rowVersions.next(), now: () => clock.now(), newId: randomUUID };
  }

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
    return new Transaction(version === undefined ? this.stamps : this.heldStamps(version), writer);
  }

  /** A transaction whose ids follow from a seed, so that every start has the same rows. */
  beginSeeded(writer: Writer, newId: () => string): Transaction {
    return new Transaction({ ...this.stamps, newId }, writer);
  }

  commit(transaction: Transaction): void {
    transaction.commit(this.core.history);
  }

  /** The held version comes first; whatever else the edit moves takes new ones. */
  private heldStamps(version: number): Stamps {
    let held: number | undefined = version;
    const nextVersion = () => {
      const next = held ?? this.stamps.nextVersion();
      held = undefined;
      return next;
    };
    return { ...this.stamps, nextVersion };
  }
}
