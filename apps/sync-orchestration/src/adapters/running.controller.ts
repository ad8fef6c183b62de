import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/jobs';
import { Answers } from '@tandem/platform/messaging/handlers';
import { FollowConnection } from '../use-cases/connections/follow-connection';
import { ManageSchedules } from '../use-cases/connections/manage-schedules';
import { JobViews } from '../use-cases/views';

/** What people ask about when and how fast a connection runs. */
@Controller()
export class RunningController {
  constructor(
    private readonly views: JobViews,
    private readonly schedules: ManageSchedules,
    private readonly followConnection: FollowConnection,
  ) {}

  @Answers(contract.readSchedules)
  async readSchedules({ connectionId }: contract.ReadSchedules): Promise<contract.Schedules> {
    return { items: await this.schedules.read(connectionId) };
  }

  @Answers(contract.changeSchedule)
  async changeSchedule({ connectionId, ...change }: contract.ChangeSchedule): Promise<contract.Schedules> {
    return { items: await this.schedules.change(connectionId, change) };
  }

  @Answers(contract.readLimits)
  readLimits({ connectionId }: contract.ReadLimits): Promise<contract.Limits> {
    return this.views.limits(connectionId);
  }

  @Answers(contract.resumeConnection)
  async resume({ connectionId }: contract.ResumeConnection): Promise<contract.ConnectionResumed> {
    return { resumed: { jobs: await this.followConnection.recovered(connectionId) } };
  }
}
