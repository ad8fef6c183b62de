/** The assisted setup from nothing to a full synchronisation: its steps in their order. */
import { stepNotFound } from './guide-failures';
import { SetupStep } from './setup-step';
import { businessCentralEnvironment } from './steps/business-central-environment';
import { choiceOfMappings } from './steps/choice-of-mappings';
import { company } from './steps/company';
import { credentials } from './steps/credentials';
import { dryRun } from './steps/dry-run';
import { enabling } from './steps/enabling';
import { experience } from './steps/experience';
import { fullSynchronisation } from './steps/full-synchronisation';
import { integrationUser } from './steps/integration-user';
import { salesAddress } from './steps/sales-address';
import { salesOrderUser } from './steps/sales-order-user';
import { salespeople } from './steps/salespeople';
import { solutionImport } from './steps/solution-import';
import { survey } from './steps/survey';
import { webServiceUser } from './steps/web-service-user';

export const guide: readonly SetupStep[] = [
  salesAddress,
  businessCentralEnvironment,
  credentials,
  company,
  experience,
  solutionImport,
  integrationUser,
  webServiceUser,
  salesOrderUser,
  choiceOfMappings,
  salespeople,
  survey,
  dryRun,
  enabling,
  fullSynchronisation,
];

/** @throws Failure `rejected` `setupStep.notFound` */
export function stepCalled(key: string): SetupStep {
  const step = guide.find((candidate) => candidate.key === key);
  if (step) return step;
  throw stepNotFound(
    key,
    guide.map((known) => known.key),
  );
}
