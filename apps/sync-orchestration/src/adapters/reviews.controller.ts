import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/reviews';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ControlReview } from '../use-cases/reviews/control-review';
import { CreateReview } from '../use-cases/reviews/create-review';
import { UndoReview } from '../use-cases/reviews/undo-review';
import { ReviewViews } from '../use-cases/views';

/** What people ask about full-sync reviews. */
@Controller()
export class ReviewsController {
  constructor(
    private readonly views: ReviewViews,
    private readonly createReview: CreateReview,
    private readonly control: ControlReview,
    private readonly undoReview: UndoReview,
  ) {}

  @Answers(contract.createReview)
  async create(request: contract.CreateReview): Promise<contract.ReviewView> {
    return this.views.one({ connectionId: request.connectionId, reviewId: await this.createReview.run(request) });
  }

  @Answers(contract.listReviews)
  list(question: contract.ListReviews): Promise<contract.ReviewList> {
    return this.views.list(question);
  }

  @Answers(contract.readReview)
  read(question: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.views.one(question);
  }

  @Answers(contract.startReview)
  start(review: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.after(review, this.control.start(review));
  }

  @Answers(contract.pauseReview)
  pause(review: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.after(review, this.control.pause(review));
  }

  @Answers(contract.resumeReview)
  resume(review: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.after(review, this.control.resume(review));
  }

  @Answers(contract.cancelReview)
  cancel(review: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.after(review, this.control.cancel(review));
  }

  @Answers(contract.resetReview)
  reset(review: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.after(review, this.control.reset(review));
  }

  @Answers(contract.undoReview)
  undo(review: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.after(review, this.undoReview.run(review));
  }

  @Answers(contract.restartReviewLine)
  restart(line: contract.ReviewLineReference): Promise<contract.ReviewView> {
    return this.after(line, this.control.restart(line));
  }

  @Answers(contract.changeReviewLine)
  change({ excluded, recommendation, ...line }: contract.ChangeReviewLine): Promise<contract.ReviewView> {
    return this.after(line, this.control.changeLine(line, { excluded, recommendation }));
  }

  private async after({ connectionId, reviewId }: contract.ReviewReference, done: Promise<void>): Promise<contract.ReviewView> {
    await done;
    return this.views.one({ connectionId, reviewId });
  }
}
