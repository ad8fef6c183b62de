import { Controller } from '@nestjs/common';
import {
  CoupleRecords as CoupleInput,
  coupleRecords,
  UncoupleMany as UncoupleManyInput,
  uncoupleMany,
  UncoupleRecords as UncoupleInput,
  uncoupleRecords,
} from '@tandem/contracts/couplings';
import { Answers } from '@tandem/platform/messaging/handlers';
import { CoupleRecords } from '../use-cases/couple-records';
import { UncoupleRecords } from '../use-cases/uncouple-records';
import { UncoupleMany } from '../use-cases/uncouple-many';

/** What people do to couplings. */
@Controller()
export class CouplingByHandController {
  constructor(
    private readonly coupling: CoupleRecords,
    private readonly uncoupling: UncoupleRecords,
    private readonly uncouplingMany: UncoupleMany,
  ) {}

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
}
