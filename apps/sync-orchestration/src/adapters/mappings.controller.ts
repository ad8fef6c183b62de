import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/mappings';
import * as reset from '@tandem/contracts/reset-configuration';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ChangeMapping } from '../use-cases/connections/change-mapping';
import { ReadMappings } from '../use-cases/connections/read-mappings';
import { ResetConfiguration } from '../use-cases/connections/reset-configuration';
import { toExportedMapping, toMappingDetail, toMappingView } from './mapping-view';

/** What people ask about the mappings of a connection. */
@Controller()
export class MappingsController {
  constructor(
    private readonly mappings: ReadMappings,
    private readonly changeMapping: ChangeMapping,
    private readonly resetConfiguration: ResetConfiguration,
  ) {}

  @Answers(contract.listMappings)
  async list({ connectionId }: contract.ListMappings): Promise<contract.MappingList> {
    return { items: (await this.mappings.all(connectionId)).map(toMappingView) };
  }

  @Answers(contract.readMapping)
  async read({ connectionId, mapping }: contract.MappingReference): Promise<contract.MappingDetail> {
    return toMappingDetail(await this.mappings.one(connectionId, mapping));
  }

  @Answers(contract.changeMapping)
  async change(request: contract.ChangeMapping): Promise<contract.MappingDetail> {
    await this.changeMapping.run(request);
    return toMappingDetail(await this.mappings.one(request.connectionId, request.mapping));
  }

  @Answers(reset.resetConfiguration)
  async reset(request: reset.ResetConfiguration): Promise<reset.ConfigurationReset> {
    const { before, differences } = await this.resetConfiguration.run(request);
    const { connectionId, dryRun } = request;
    return { connectionId, applied: !dryRun, exported: before.map(toExportedMapping), differences: [...differences] };
  }

  @Answers(contract.listMappingVersions)
  async versions({ connectionId, mapping }: contract.MappingReference): Promise<contract.MappingVersions> {
    const items = await this.mappings.history(connectionId, mapping);
    return {
      items: items.map(({ version, settings, changedBy, changedAt }) => ({
        version,
        settings,
        changedBy,
        changedAt: changedAt.toISOString(),
      })),
    };
  }
}
