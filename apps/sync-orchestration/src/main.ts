import { startService } from '@tandem/platform/service/start-service';
import { SyncOrchestrationModule } from './sync-orchestration.module';

void startService(SyncOrchestrationModule);
