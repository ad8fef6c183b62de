import { Controller } from '@nestjs/common';
import * as deletions from '@tandem/contracts/deletions';
import * as drift from '@tandem/contracts/drift';
import { Answers } from '@tandem/platform/messaging/handlers';
import { CompareDrift } from '../use-cases/jobs/compare-drift';
import { ListDeletions } from '../use-cases/list-deletions';
import { DriftViews } from '../use-cases/views';

/** What people ask about records that were deleted, and about what differs though nobody has told. */
@Controller()
export class DeletionsController {
  constructor(
    private readonly listing: ListDeletions,
    private readonly comparing: CompareDrift,
    private readonly views: DriftViews,
  ) {}

  @Answers(deletions.listDeletions)
  list(question: deletions.ListDeletions): Promise<deletions.DeletionList> {
    return this.listing.run(question);
  }

  @Answers(drift.listDrift)
  listDrift(question: drift.ListDrift): Promise<drift.DriftList> {
    return this.views.list(question);
  }

  @Answers(drift.compareDrift)
  async compare(request: drift.CompareDrift): Promise<drift.DriftList> {
    await this.comparing.run(request);
    const { items } = await this.views.list(request);
    return { items: items.filter(({ mapping }) => request.mapping === undefined || mapping === request.mapping) };
  }
}
