import { startService } from '@tandem/platform/service/start-service';
import { configureGateway } from './adapters/http/configure-gateway';
import { GatewayModule } from './gateway.module';

void startService(GatewayModule, { configure: configureGateway });
