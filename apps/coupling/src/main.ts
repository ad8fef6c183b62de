import { startService } from '@tandem/platform/service/start-service';
import { CouplingModule } from './coupling.module';

void startService(CouplingModule);
