import { startService } from '@tandem/platform/service/start-service';
import { SyncWorkerModule } from './sync-worker.module';

void startService(SyncWorkerModule);
