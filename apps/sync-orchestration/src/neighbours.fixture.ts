/** The services around sync-orchestration, as far as its tests need them: connection-setup, the coupling service and a worker that counts. */
import { connect, NatsConnection } from '@nats-io/transport-node';
import { connectionSummary, ConnectionSummary, reportTrouble, ReportTrouble } from '@tandem/contracts/connection-access';
import { ConnectionReference } from '@tandem/contracts/connection';
import { ChosenOptions, defaultOptions } from '@tandem/contracts/connection-options';
import { RequestContract } from '@tandem/contracts/contract';
import * as coupling from '@tandem/contracts/coupling';
import * as upkeep from '@tandem/contracts/coupling-upkeep';
import { countCouplings, CouplingItem, listCouplings, MappingCounts } from '@tandem/contracts/couplings';
import { CreatedRecord, listCreated } from '@tandem/contracts/created-records';
import { countRecords, CountRecords, MatchSample, RecordCounts, sampleMatches, SampleMatches } from '@tandem/contracts/records';

/** What the neighbours know and have heard; each test has connections of its own. */
export class Neighbours {
  readonly disabled = new Set<string>();
  /** Not enabled, but previews and dry runs may be made. */
  readonly rehearsing = new Set<string>();
  readonly options = new Map<string, Partial<ChosenOptions>>();
  /** Connections whose principal is another's: they share its budgets. */
  readonly principals = new Map<string, string>();
  readonly troubles: ReportTrouble[] = [];
  readonly droppedOverlays: string[] = [];
  /** `mapping value` of what is coupled. */
  readonly coupled = new Set<string>();
  readonly coupledIds = new Map<string, string[]>();
  /** How many pairs of customers are coupled. */
  readonly coupledCustomers = new Map<string, number>();
  readonly counts = new Map<string, RecordCounts>();
  /** Couplings one of whose records is known to be deleted. */
  readonly ofDeletedRecords = new Map<string, CouplingItem[]>();
  readonly expiredClaims = new Map<string, upkeep.ExpiredClaim[]>();
  readonly samples = new Map<string, MatchSample>();
  /** `connection mapping direction` → what a review has created. */
  readonly created = new Map<string, CreatedRecord[]>();
  /** What happens when somebody asks which needs are met. */
  onResolve: () => void = () => undefined;

  private constructor(private readonly connection: NatsConnection) {
    this.answer(connectionSummary, (question) => this.summary(question));
    this.answer(reportTrouble, (trouble) => {
      this.troubles.push(trouble);
      return { state: 'needsAttention' };
    });
    this.answer(coupling.resolveCouplings, (question) => this.resolve(question));
    this.answer(upkeep.listCoupledIds, (question) => this.listCoupledIds(question));
    this.answer(countCouplings, ({ connectionId }) => ({ mappings: this.couplingCounts(connectionId) }));
    this.answer(listCreated, ({ connectionId, mapping, direction, after, limit }) => {
      const records = this.created.get(`${connectionId} ${mapping} ${direction}`) ?? [];
      return { records: records.filter(({ couplingId }) => couplingId > (after ?? '')).slice(0, limit) };
    });
    this.answer(listCouplings, ({ connectionId, deleted }) => ({ items: deleted ? (this.ofDeletedRecords.get(connectionId) ?? []) : [] }));
    this.answer(upkeep.listExpiredClaims, ({ connectionId }) => ({ claims: this.expiredClaims.get(connectionId) ?? [] }));
    this.answer(upkeep.dropOverlay, ({ overlay }) => ({ couplings: this.droppedOverlays.push(overlay) }));
    this.answer(
      countRecords,
      ({ connectionId, mapping }: CountRecords) => this.counts.get(`${connectionId} ${mapping}`) ?? { businessCentral: 0, sales: 0 },
    );
    this.answer(
      sampleMatches,
      ({ connectionId, mapping }: SampleMatches) => this.samples.get(`${connectionId} ${mapping}`) ?? { sampled: 0, matched: 0 },
    );
  }

  static async at(url: string): Promise<Neighbours> {
    return new Neighbours(await connect({ servers: url }));
  }

  async leave(): Promise<void> {
    await this.connection.close();
  }

  private answer<Input extends object, Output extends object>(
    contract: RequestContract<Input, Output>,
    body: (question: Input) => Output,
  ): void {
    this.connection.subscribe(contract.subject, {
      callback: (_, message) => void message.respond(JSON.stringify(body(message.json<Input>()))),
    });
  }

  private summary({ connectionId }: ConnectionReference): ConnectionSummary {
    const options = { ...defaultOptions, ...this.options.get(connectionId) };
    const rehearsing = this.rehearsing.has(connectionId);
    const enabled = !rehearsing && !this.disabled.has(connectionId);
    const principal = this.principals.get(connectionId) ?? `user of ${connectionId}`;
    const hosts = { salesHost: 'contoso.crm4.dynamics.com', businessCentralHost: 'api.businesscentral.dynamics.com' };
    const principals = { salesPrincipal: principal, businessCentralPrincipal: principal };
    const state = enabled ? 'enabled' : 'disabled';
    return { id: connectionId, name: 'Contoso', enabled, rehearsing, state, options, ...hosts, ...principals };
  }

  private resolve({ references }: coupling.ResolveCouplings): coupling.ResolvedCouplings {
    this.onResolve();
    const found = references.flatMap(({ mapping, values }) =>
      values.filter((value) => this.coupled.has(`${mapping} ${value}`)).map((value) => ({ mapping, value })),
    );
    return {
      couplings: [],
      references: found.map((one) => ({ ...one, businessCentralId: one.value, salesId: one.value, businessKey: one.value })),
    };
  }

  private couplingCounts(connectionId: string): MappingCounts[] {
    const nothing = { claimed: 0, uncoupled: 0, gone: 0, archived: 0 };
    return [{ mapping: 'CUSTOMER', coupled: this.coupledCustomers.get(connectionId) ?? 0, ...nothing }];
  }

  private listCoupledIds({ connectionId, after, limit }: upkeep.ListCoupledIds): upkeep.CoupledIds {
    const ids = [...(this.coupledIds.get(connectionId) ?? [])].sort();
    return { ids: ids.filter((id) => after === undefined || id > after).slice(0, limit) };
  }
}
