/** The wiring of pricing-availability. It will own the read models of price lists and item availability; so far it owns its schema and answers nothing. */
import { Module } from '@nestjs/common';
import { Database } from '@tandem/platform/persistence/database';

/** What this service owns in PostgreSQL; a read model adds its migration here. */
export const pricingAvailabilityDatabase = { schema: 'pricing_availability', migrations: [], tables: [] };

@Module({ imports: [Database.forService(pricingAvailabilityDatabase)] })
export class PricingAvailabilityModule {}
