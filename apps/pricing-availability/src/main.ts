import { startService } from '@tandem/platform/service/start-service';
import { PricingAvailabilityModule } from './pricing-availability.module';

void startService(PricingAvailabilityModule);
