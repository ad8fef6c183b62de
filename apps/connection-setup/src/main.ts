import { startService } from '@tandem/platform/service/start-service';
import { ConnectionSetupModule } from './connection-setup.module';

void startService(ConnectionSetupModule);
