import { Controller } from '@nestjs/common';
import { listCreated, ListCreated as Input } from '@tandem/contracts/created-records';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ListCreated } from '../use-cases/list-created';

/** What is asked when a review is undone. */
@Controller()
export class CreatedRecordsController {
  constructor(private readonly created: ListCreated) {}

  @Answers(listCreated)
  list(input: Input) {
    return this.created.run(input);
  }
}
