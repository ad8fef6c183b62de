import { serviceThrottled } from '@tandem/contracts/sync';
import { Bus } from '@tandem/platform/messaging/bus';
import { ThrottleBroadcast } from '../use-cases/pages/report-throttle';

export class BusThrottleBroadcast extends ThrottleBroadcast {
  constructor(private readonly bus: Bus) {
    super();
  }

  tell(budget: string, pauseMs: number): Promise<void> {
    return this.bus.announce(serviceThrottled, { budget, pauseMs });
  }
}
