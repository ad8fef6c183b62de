import { DatabaseForTest, databaseForTest } from '@tandem/platform/testing/database-for-test';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { Client } from 'pg';
import { pricingAvailabilityDatabase, PricingAvailabilityModule } from './pricing-availability.module';

describe('pricing-availability', () => {
  let nats: LocalNats;
  let database: DatabaseForTest;
  let service: ServiceForTest;

  beforeAll(async () => {
    [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(pricingAvailabilityDatabase)]);
    service = await serviceForTest(PricingAvailabilityModule, { variables: { NATS_URL: nats.url, ...database.variables } });
  });

  afterAll(async () => {
    await service?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });

  it('is called by its name', () => expect(service.name).toBe('pricing-availability'));

  it('is alive and ready once its database and the bus answer', async () => {
    const statuses = await Promise.all(['live', 'ready'].map(async (state) => (await fetch(`${service.url}/health/${state}`)).status));
    expect(statuses).toEqual([200, 200]);
  });

  it('shows its metrics', async () => {
    expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('pricing-availability');
  });

  it('may not create tables with the role that it runs under', async () => {
    const client = new Client({ connectionString: database.variables.DATABASE_URL });
    await client.connect();
    const attempt = client.query('create table pricing_availability.prices (id uuid)');
    await expect(attempt).rejects.toThrow('permission denied');
    await client.end();
  });
});
