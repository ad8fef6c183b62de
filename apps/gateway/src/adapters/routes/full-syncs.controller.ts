import { Controller, Get, Patch, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/reviews';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** Full synchronisations: a review is planned, started and watched. */
@Controller(ofConnection('full-syncs'))
export class FullSyncsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listReviews, 'Lists the full-sync reviews of a connection, the newest first')
  list(@Input() input: contract.ListReviews): Promise<contract.ReviewList> {
    return this.bus.ask(contract.listReviews, input);
  }

  @Post()
  @Roles('operator')
  @Asks(contract.createReview, 'Plans a full synchronisation with a recommendation per mapping', {
    status: 201,
    starts: true,
    location: '/api/v1/connections/:connectionId/full-syncs/:id',
  })
  create(@Input() input: contract.CreateReview): Promise<contract.ReviewView> {
    return this.bus.ask(contract.createReview, input);
  }

  @Get(':reviewId')
  @Roles('viewer')
  @Asks(contract.readReview, 'Reads a review with its lines, counters, rate and time left')
  read(@Input() input: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.readReview, input);
  }

  @Patch(':reviewId/lines/:mapping')
  @Roles('operator')
  @Asks(contract.changeReviewLine, 'Leaves a mapping out of a review, or chooses otherwise than recommended')
  changeLine(@Input() input: contract.ChangeReviewLine): Promise<contract.ReviewView> {
    return this.bus.ask(contract.changeReviewLine, input);
  }

  @Post(':reviewId/lines/:mapping/restart')
  @Roles('operator')
  @Asks(contract.restartReviewLine, 'Starts one line that has ended once more', { status: 202, starts: true })
  restartLine(@Input() input: contract.ReviewLineReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.restartReviewLine, input);
  }

  @Post(':reviewId/start')
  @Roles('operator')
  @Asks(contract.startReview, 'Starts a planned review', { status: 202, starts: true })
  start(@Input() input: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.startReview, input);
  }

  @Post(':reviewId/pause')
  @Roles('operator')
  @Asks(contract.pauseReview, 'Pauses a review; what workers have in hand is finished', { status: 202, starts: true })
  pause(@Input() input: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.pauseReview, input);
  }

  @Post(':reviewId/resume')
  @Roles('operator')
  @Asks(contract.resumeReview, 'Lets a paused review go on', { status: 202, starts: true })
  resume(@Input() input: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.resumeReview, input);
  }

  @Post(':reviewId/cancel')
  @Roles('operator')
  @Asks(contract.cancelReview, 'Cancels a review; what workers have in hand is finished', { status: 202, starts: true })
  cancel(@Input() input: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.cancelReview, input);
  }

  @Post(':reviewId/undo')
  @Roles('operator')
  @Asks(contract.undoReview, 'Takes back what an ended review has created; what was edited since is kept and listed', {
    status: 202,
    starts: true,
  })
  undo(@Input() input: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.undoReview, input);
  }

  @Post(':reviewId/reset')
  @Roles('operator')
  @Asks(contract.resetReview, 'Plans a review anew while nothing of it runs', { starts: true })
  reset(@Input() input: contract.ReviewReference): Promise<contract.ReviewView> {
    return this.bus.ask(contract.resetReview, input);
  }
}
