import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/guards';
import { GuardAnswered, passGuard, PassGuard as Question } from '@tandem/contracts/deletion-guard';
import { Answers } from '@tandem/platform/messaging/handlers';
import { DecideGuard } from '../use-cases/guards/decide-guard';
import { PassGuard } from '../use-cases/guards/pass-guard';
import { GuardViews } from '../use-cases/views';

/** The deletion guard: what workers ask it, and what it asks people. */
@Controller()
export class GuardsController {
  constructor(
    private readonly pass: PassGuard,
    private readonly decide: DecideGuard,
    private readonly views: GuardViews,
  ) {}

  @Answers(passGuard)
  ask({ deletions, ...question }: Question): Promise<GuardAnswered> {
    return this.pass.run({ ...question, deletions: deletions.map(({ recordId, label }) => ({ recordId, label: label ?? null })) });
  }

  @Answers(contract.listGuards)
  list(question: contract.ListGuards): Promise<contract.GuardList> {
    return this.views.list(question);
  }

  @Answers(contract.readGuard)
  read(question: contract.GuardReference): Promise<contract.GuardDetail> {
    return this.views.one(question);
  }

  @Answers(contract.approveGuard)
  async approve(decided: contract.DecideGuard): Promise<contract.GuardView> {
    await this.decide.approve(decided);
    return withoutRecords(await this.views.one(decided));
  }

  @Answers(contract.rejectGuard)
  async reject(decided: contract.DecideGuard): Promise<contract.GuardView> {
    await this.decide.reject(decided);
    return withoutRecords(await this.views.one(decided));
  }
}

const withoutRecords = ({ records: _records, ...view }: contract.GuardDetail): contract.GuardView => view;
