/** Adds to couplings where a person opens both records. */
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import { getConnection } from '@tandem/contracts/connection';
import { CouplingDetails, CouplingItem, CouplingPage } from '@tandem/contracts/couplings';
import { mappingNamed } from '@tandem/domain/catalogue/index';
import { Bus } from '@tandem/platform/messaging/bus';
import { LinkRoots, linksOf } from '../../domain/record-links';

export class PairLinks {
  @IsOptional() @IsString() sales?: string;
  @IsOptional() @IsString() businessCentral?: string;
}

export class LinkedCoupling extends CouplingItem {
  @ValidateNested() @Type(() => PairLinks) links!: PairLinks;
}

export class LinkedCouplingDetails extends CouplingDetails {
  @ValidateNested() @Type(() => PairLinks) links!: PairLinks;
}

export class LinkedCouplingPage extends CouplingPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => LinkedCoupling) declare items: LinkedCoupling[];
}

export class CouplingLinks {
  constructor(private readonly bus: Bus) {}

  /** The couplings with their links; one question for all of them. */
  async add<Item extends CouplingItem>(connectionId: string, items: readonly Item[]): Promise<(Item & { links: PairLinks })[]> {
    const roots = items.length > 0 ? await this.rootsOf(connectionId) : {};
    return items.map((item) => ({ ...item, links: linksIn(item, roots) }));
  }

  private async rootsOf(connectionId: string): Promise<LinkRoots> {
    const { sales, businessCentral, options, facts } = await this.bus.ask(getConnection, { connectionId });
    return {
      salesUrl: sales.url,
      businessCentralUrl: options.businessCentralWebUrl,
      companyName: facts?.companyName ?? businessCentral.companyName,
    };
  }
}

function linksIn(item: CouplingItem, roots: LinkRoots): PairLinks {
  const mapping = mappingNamed(item.mapping);
  return mapping ? linksOf(mapping, roots, item) : {};
}
