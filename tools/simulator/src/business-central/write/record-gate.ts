/** Lets a fault rule refuse single records, as a business rule of the real system would. */
import type { FaultInjection } from '../../service/fault-injection';
import { WireError } from '../http/wire-error';
import type { Row } from '../store/column';
import type { Table } from '../store/table';

export class RecordGate {
  constructor(private readonly faults: FaultInjection) {}

  check(table: Table, row: Row): void {
    if (!this.faults.rejectsRecords) return;
    const rejection = this.faults.rejectionOf(table.definition.name, (column) => (table.has(column) ? table.read(row, column) : undefined));
    if (!rejection) return;
    throw new WireError(
      rejection.status ?? 400,
      rejection.code ?? 'Application_DialogException',
      rejection.message ?? 'The record is refused by a rule.',
    );
  }
}
