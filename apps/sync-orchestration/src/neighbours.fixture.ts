/** The services around sync-orchestration, as far as its tests need them: connection-setup, the coupling service and a worker that counts. */
import { Controller } from '@nestjs/common';
import { connectionSummary, ConnectionSummary, reportTrouble, ReportTrouble, TroubleNoted } from '@tandem/contracts/connection-access';
import { ConnectionReference } from '@tandem/contracts/connection';
import { ChosenOptions, defaultOptions } from '@tandem/contracts/connection-options';
import * as coupling from '@tandem/contracts/coupling';
import { countRecords, CountRecords, RecordCounts } from '@tandem/contracts/records';
import { Answers } from '@tandem/platform/messaging/handlers';

/** What the neighbours know; each test sets its own connection. */
export class Neighbourhood {
  readonly disabled = new Set<string>();
  readonly options = new Map<string, Partial<ChosenOptions>>();
  readonly troubles: ReportTrouble[] = [];
  readonly droppedOverlays: string[] = [];
  /** `mapping value` of what is coupled. */
  readonly coupled = new Set<string>();
  readonly coupledIds = new Map<string, string[]>();
  readonly counts = new Map<string, RecordCounts>();
  resolveQuestions = 0;
}

export const neighbourhood = new Neighbourhood();

@Controller()
export class ConnectionSetupNeighbour {
  @Answers(connectionSummary)
  summary({ connectionId }: ConnectionReference): ConnectionSummary {
    const options = { ...defaultOptions, ...neighbourhood.options.get(connectionId) };
    const enabled = !neighbourhood.disabled.has(connectionId);
    const sales = { salesPrincipal: `user-${connectionId}`, salesHost: 'contoso.crm4.dynamics.com' };
    const businessCentral = { businessCentralPrincipal: `user-${connectionId}`, businessCentralHost: 'api.businesscentral.dynamics.com' };
    return { id: connectionId, name: 'Contoso', enabled, state: enabled ? 'enabled' : 'disabled', options, ...sales, ...businessCentral };
  }

  @Answers(reportTrouble)
  trouble(trouble: ReportTrouble): TroubleNoted {
    neighbourhood.troubles.push(trouble);
    return { state: 'needsAttention' };
  }
}

@Controller()
export class CouplingNeighbour {
  @Answers(coupling.resolveCouplings)
  resolve({ references }: coupling.ResolveCouplings): coupling.ResolvedCouplings {
    neighbourhood.resolveQuestions++;
    const found = references.flatMap(({ mapping, values }) => values.filter((value) => neighbourhood.coupled.has(`${mapping} ${value}`)).map((value) => ({ mapping, value })));
    return { couplings: [], references: found.map((reference) => ({ ...reference, businessCentralId: reference.value, salesId: reference.value, businessKey: reference.value })) };
  }

  @Answers(coupling.listCoupledIds)
  coupledIds({ mapping, after, limit }: coupling.ListCoupledIds): coupling.CoupledIds {
    const ids = [...(neighbourhood.coupledIds.get(mapping) ?? [])].sort();
    return { ids: ids.filter((id) => after === undefined || id > after).slice(0, limit) };
  }

  @Answers(coupling.listExpiredClaims)
  expiredClaims(): coupling.ExpiredClaims {
    return { claims: [] };
  }

  @Answers(coupling.dropOverlay)
  dropOverlay({ overlay }: coupling.DropOverlay): coupling.OverlayDropped {
    neighbourhood.droppedOverlays.push(overlay);
    return { couplings: 0 };
  }
}

@Controller()
export class WorkerNeighbour {
  @Answers(countRecords)
  count({ mapping }: CountRecords): RecordCounts {
    return neighbourhood.counts.get(mapping) ?? { businessCentral: 0, sales: 0 };
  }
}
