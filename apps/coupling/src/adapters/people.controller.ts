import { Controller } from '@nestjs/common';
import {
  CountCouplings as CountInput,
  countCouplings,
  CoupleRecords as CoupleInput,
  coupleRecords,
  ListCouplings as ListInput,
  listCouplings,
  ReadCoupling as ReadInput,
  readCoupling,
  UncoupleMany as UncoupleManyInput,
  uncoupleMany,
  UncoupleRecords as UncoupleInput,
  uncoupleRecords,
} from '@tandem/contracts/couplings';
import { Answers } from '@tandem/platform/messaging/handlers';
import { CountCouplings } from '../use-cases/count-couplings';
import { CoupleRecords } from '../use-cases/couple-records';
import { ListCouplings } from '../use-cases/list-couplings';
import { ReadCoupling } from '../use-cases/read-coupling';
import { UncoupleMany } from '../use-cases/uncouple-many';
import { UncoupleRecords } from '../use-cases/uncouple-records';

/** What people ask through the gateway. */
@Controller()
export class PeopleController {
  constructor(
    private readonly listing: ListCouplings,
    private readonly reading: ReadCoupling,
    private readonly coupling: CoupleRecords,
    private readonly uncoupling: UncoupleRecords,
    private readonly uncouplingMany: UncoupleMany,
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

  @Answers(coupleRecords)
  couple(input: CoupleInput) {
    return this.coupling.run(input);
  }

  @Answers(uncoupleRecords)
  uncouple(input: UncoupleInput) {
    return this.uncoupling.run(input);
  }

  @Answers(uncoupleMany)
  uncoupleMany(input: UncoupleManyInput) {
    return this.uncouplingMany.run(input);
  }

  @Answers(countCouplings)
  count(input: CountInput) {
    return this.counting.run(input);
  }
}
