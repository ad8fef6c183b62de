import { dependenciesOf, waves } from '@tandem/domain/sync/waves';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { ConnectionCard } from '../../domain/connections/connection-card';
import { recommend } from '../../domain/reviews/recommendation';
import { RecordCounts } from '../../domain/reviews/record-counts';
import { PlannedLine } from '../../domain/reviews/review';
import { UnitOfWork } from '../../domain/unit-of-work';
import { mappingsOf } from '../connections/mappings-of';

/** Plans the lines of a review: the order from what the mappings refer to, a recommendation from what both sides hold. */
export class PlanReview {
  constructor(
    private readonly work: UnitOfWork,
    private readonly counts: RecordCounts,
  ) {}

  async run(card: ConnectionCard): Promise<PlannedLine[]> {
    const settings = await this.work.run(card.connectionId, ({ mappingSettings }) => mappingSettings.all(card.connectionId));
    const mappings = mappingsOf(card, settings);
    const placed = waves(mappings, card.variant).flatMap((wave, index) => wave.map((mapping) => ({ mapping, wave: index + 1 })));
    return Promise.all(placed.map((place) => this.line(card, { ...place, mappings })));
  }

  private async line(
    card: ConnectionCard,
    { mapping, wave, mappings }: { mapping: TableMapping; wave: number; mappings: TableMapping[] },
  ): Promise<PlannedLine> {
    const { businessCentral, sales } = await this.counts.of(card.connectionId, mapping.name);
    const counted = { businessCentral, sales };
    const proposed = recommend(mapping.name, counted);
    const dependsOn = dependenciesOf(mapping, mappings, card.variant);
    return {
      mapping: mapping.name,
      wave,
      dependsOn,
      direction: mapping.direction,
      proposed,
      recommendation: proposed,
      excluded: false,
      counted,
    };
  }
}
