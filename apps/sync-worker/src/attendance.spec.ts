import 'reflect-metadata';
import { connect } from '@nats-io/transport-node';
import { WorkerHere, workerHere } from '@tandem/contracts/workers';
import { eventually } from '@tandem/platform/testing/eventually';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { serviceForTest } from '@tandem/platform/testing/service-for-test';
import { SyncWorkerModule } from './sync-worker.module';

it('a worker says who it is as soon as it has started', async () => {
  const nats = await LocalNats.start();
  const listener = await connect({ servers: nats.url });
  const heard: WorkerHere[] = [];
  listener.subscribe(workerHere.subject, { callback: (_problem, message) => void heard.push(message.json<WorkerHere>()) });
  await listener.flush();
  const worker = await serviceForTest(SyncWorkerModule, { name: 'sync-worker', variables: { NATS_URL: nats.url } });
  await eventually(() => heard.length > 0);
  expect(heard[0]).toEqual({ workerId: expect.any(String), version: expect.stringMatching(/^\d+\.\d+\.\d+/), since: expect.any(String) });
  await worker.stop();
  await listener.close();
  await nats.stop();
}, 30_000);
