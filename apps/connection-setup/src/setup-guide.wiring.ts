/** The wiring of the guide: its use cases to their parts. */
import { Provider } from '@nestjs/common';
import { Clock } from '@tandem/domain/clock';
import { AddressRules } from './domain/address';
import { ConnectionEvents } from './domain/connection-events';
import { Connections } from './domain/connections';
import { SecretCipher } from './domain/secrets';
import { Setups } from './domain/setup/setup';
import { Synchronisation } from './domain/setup/synchronisation';
import { SolutionImports } from './domain/solution-import';
import { of } from './use-case-provider';
import { ChangeConnection } from './use-cases/change-connection';
import { EnableConnection } from './use-cases/enable-connection';
import { ImportSolution } from './use-cases/import-solution';
import { InspectConnection } from './use-cases/inspect-connection';
import { ProposeChange } from './use-cases/propose-change';
import { RehearseConnection } from './use-cases/rehearse-connection';
import { ConfirmSetupStep } from './use-cases/setup/confirm-setup-step';
import { DryRunWork } from './use-cases/setup/dry-run-work';
import { EnablingWork } from './use-cases/setup/enabling-work';
import { EnterSetupStep } from './use-cases/setup/enter-setup-step';
import { FullSynchronisationWork } from './use-cases/setup/full-synchronisation-work';
import { ImportWork } from './use-cases/setup/import-work';
import { KeepDraft } from './use-cases/setup/keep-draft';
import { KnownFindings } from './use-cases/setup/known-findings';
import { MatchingWork } from './use-cases/setup/matching-work';
import { ProposeStep } from './use-cases/setup/propose-step';
import { SeeSetup } from './use-cases/setup/see-setup';
import { StepWorks } from './use-cases/setup/step-work';
import { SurveyWork } from './use-cases/setup/survey-work';

const rehearsed = { rehearse: RehearseConnection, synchronisation: Synchronisation };

export const setupGuide: Provider[] = [
  of(RehearseConnection, { connections: Connections, events: ConnectionEvents, clock: Clock, inspect: InspectConnection }),
  of(ImportWork, { imports: SolutionImports, importing: ImportSolution, clock: Clock }),
  of(MatchingWork, rehearsed),
  of(SurveyWork, rehearsed),
  of(DryRunWork, rehearsed),
  of(EnablingWork, { enable: EnableConnection }),
  of(FullSynchronisationWork, { synchronisation: Synchronisation }),
  of(StepWorks, {
    solutionImport: ImportWork,
    matching: MatchingWork,
    survey: SurveyWork,
    dryRun: DryRunWork,
    enabling: EnablingWork,
    fullSynchronisation: FullSynchronisationWork,
  }),
  of(KnownFindings, { setups: Setups, imports: SolutionImports, inspect: InspectConnection, clock: Clock }),
  of(KeepDraft, { cipher: SecretCipher }),
  of(ProposeStep, { addresses: AddressRules, cipher: SecretCipher, propose: ProposeChange }),
  of(SeeSetup, { connections: Connections, setups: Setups, known: KnownFindings, works: StepWorks }),
  of(EnterSetupStep, { setups: Setups, keep: KeepDraft, propose: ProposeStep, known: KnownFindings, works: StepWorks, see: SeeSetup }),
  of(ConfirmSetupStep, {
    setups: Setups,
    keep: KeepDraft,
    propose: ProposeStep,
    known: KnownFindings,
    change: ChangeConnection,
    works: StepWorks,
    see: SeeSetup,
    clock: Clock,
  }),
];
