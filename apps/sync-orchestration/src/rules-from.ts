/** The domain's rules, as the environment sets them. */
import { SyncOrchestrationEnvironment } from './config';
import { Patience } from './domain/jobs/page-failure';
import { GuardRules } from './use-cases/guards/pass-guard';
import { HandOutRules } from './use-cases/pages/page-share';

export const handOutRulesFrom = (environment: SyncOrchestrationEnvironment): HandOutRules => ({
  leaseMs: environment.leaseMs,
  silentHolderMs: environment.silentHolderMs,
  ceilings: { sales: environment.salesSlots, businessCentral: environment.businessCentralSlots },
  keptForInteractive: environment.interactiveSlots,
  mostForTarget: { sales: environment.pageSalesSlots, businessCentral: environment.pageBusinessCentralSlots },
  mostForSource: environment.pageSourceSlots,
});

export const patienceFrom = (environment: SyncOrchestrationEnvironment): Patience => ({
  firstPauseMs: environment.firstRetryMs,
  longestPauseMs: environment.longestRetryMs,
  mostFailures: environment.mostFailures,
});

export const guardRulesFrom = ({ guardPercent, guardDeletions, guardWithinMs }: SyncOrchestrationEnvironment): GuardRules => ({
  percent: guardPercent,
  most: guardDeletions,
  withinMs: guardWithinMs,
});
