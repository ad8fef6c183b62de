import { Controller } from '@nestjs/common';
import {
  DryRows as Answer,
  DryRowsKept,
  KeepDryRows,
  keepDryRows,
  ListCreatedDryRows,
  listCreatedDryRows,
  ReadDryRows,
  readDryRows,
} from '@tandem/contracts/dry-run';
import { Answers } from '@tandem/platform/messaging/handlers';
import { DryRows } from '../domain/dry-rows';

/** What the engine asks in dry runs about rows that exist only there. */
@Controller()
export class DryRunController {
  constructor(private readonly dryRows: DryRows) {}

  @Answers(keepDryRows)
  async keep({ rows, ...scope }: KeepDryRows): Promise<DryRowsKept> {
    return { known: await this.dryRows.keep(scope, rows) };
  }

  @Answers(readDryRows)
  async read({ ids, ...scope }: ReadDryRows): Promise<Answer> {
    return { rows: await this.dryRows.read(scope, ids) };
  }

  @Answers(listCreatedDryRows)
  async created({ after, limit, ...scope }: ListCreatedDryRows): Promise<Answer> {
    return { rows: await this.dryRows.created(scope, after ?? '', limit) };
  }
}
