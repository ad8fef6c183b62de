import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/workers';
import { Answers, Hears } from '@tandem/platform/messaging/handlers';
import { Workers } from '../use-cases/workers';

/** Workers say that they are there; people ask who is. */
@Controller()
export class WorkersController {
  constructor(private readonly workers: Workers) {}

  @Hears(contract.workerHere)
  heard(worker: contract.WorkerHere): Promise<void> {
    return this.workers.heard(worker);
  }

  @Answers(contract.listWorkers)
  async list(): Promise<contract.WorkerList> {
    return { items: await this.workers.present() };
  }
}
