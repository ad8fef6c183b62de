import { Controller } from '@nestjs/common';
import {
  CountCouplings as CountInput,
  countCouplings,
  ListCouplings as ListInput,
  listCouplings,
  ReadCoupling as ReadInput,
  readCoupling,
} from '@tandem/contracts/couplings';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ListCouplings } from '../use-cases/list-couplings';
import { ReadCoupling } from '../use-cases/read-coupling';
import { CountCouplings } from '../use-cases/count-couplings';

/** What people see of couplings. */
@Controller()
export class CouplingsListController {
  constructor(
    private readonly listing: ListCouplings,
    private readonly reading: ReadCoupling,
    private readonly counting: CountCouplings,
  ) {}

  @Answers(listCouplings)
  list(input: ListInput) {
    return this.listing.run(input);
  }

  @Answers(readCoupling)
  read(input: ReadInput) {
    return this.reading.run(input);
  }

  @Answers(countCouplings)
  count(input: CountInput) {
    return this.counting.run(input);
  }
}
