import { Controller } from '@nestjs/common';
import { readCounted, ReadCounted as Input } from '@tandem/contracts/counted-before';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ReadCounted } from '../use-cases/read-counted';

/** What is asked by whoever takes a page again. */
@Controller()
export class PageTakenAgainController {
  constructor(private readonly counted: ReadCounted) {}

  @Answers(readCounted)
  read(input: Input) {
    return this.counted.run(input);
  }
}
