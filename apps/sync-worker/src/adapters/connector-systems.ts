import { connectionSurroundings, ConnectionSurroundings } from '@tandem/contracts/connection-access';
import { reportThrottle, PageLease } from '@tandem/contracts/sync';
import { BusinessCentralRecordStore } from '@tandem/connectors/business-central/business-central-record-store';
import { DataverseRecordStore } from '@tandem/connectors/dataverse/dataverse-record-store';
import { BudgetShare } from '@tandem/connectors/http/budget-share';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { ServiceParts } from '@tandem/connectors/http/service-parts';
import { Clock } from '@tandem/domain/clock';
import { Surroundings } from '@tandem/domain/mapping/surroundings';
import { Variant } from '@tandem/domain/mapping/variant';
import { sales as salesTables } from '@tandem/domain/tables/sales';
import { Side } from '@tandem/domain/value';
import { Bus } from '@tandem/platform/messaging/bus';
import { SyncWorkerEnvironment } from '../config';
import { OpenSystems, Stores, Systems } from '../use-cases/ports/systems';
import { RecordingStore } from '../use-cases/recording-store';
import { BusAccess } from './bus-access';
import { BusDryRows } from './bus-dry-rows';

/** In-flight requests of a question that no page's lease covers. */
const questionSlots = 2;

/** What is kept for a connection while the process lives: stores remember what their service offers, shares its pace. */
interface Kept {
  readonly stores: Stores;
  /** With access that is given even while the connection is disabled. */
  readonly forQuestions: Stores;
  readonly access: readonly BusAccess[];
  readonly shares: Readonly<Record<Side, BudgetShare>>;
  /** Names of the budgets that the shares are of, as the latest page told them. */
  budgets?: Readonly<Record<Side, string>>;
}

const sides = ['sales', 'businessCentral'] as const;

/** Both systems through the connectors. */
export class ConnectorSystems extends Systems {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly bus: Bus,
    private readonly transport: HttpTransport,
    private readonly environment: SyncWorkerEnvironment,
    private readonly clock: Clock,
  ) {
    super();
  }

  async forPage(page: PageLease): Promise<OpenSystems> {
    const systems = await this.open(page);
    this.keptFor(page.connectionId).budgets = page.budgets;
    if (page.overlay === undefined) return systems;
    const rows = new BusDryRows(this.bus, page.connectionId, page.overlay);
    const { sales, businessCentral } = systems.stores;
    return { ...systems, stores: { sales: new RecordingStore(sales, rows), businessCentral: new RecordingStore(businessCentral, rows) } };
  }

  forQuestion(connectionId: string): Stores {
    return this.keptFor(connectionId).forQuestions;
  }

  hold(budget: string, pauseMs: number): void {
    for (const { budgets, shares } of this.kept.values())
      for (const side of sides) if (budgets?.[side] === budget) shares[side].hold(pauseMs);
  }

  withdraw(connectionId: string): void {
    for (const access of this.kept.get(connectionId)?.access ?? []) access.withdraw();
  }

  private async open({ connectionId, slots }: PageLease): Promise<OpenSystems> {
    const kept = this.keptFor(connectionId);
    const facts = await this.bus.ask(connectionSurroundings, { connectionId }, { connectionId });
    sides.forEach((side) => kept.shares[side].setSlots(slots[side]));
    const requests = (side: Side) => kept.shares[side].takeFigures().calls;
    return {
      stores: kept.stores,
      surroundings: this.surroundingsOf(facts),
      variant: variantOf(facts),
      takeRequests: () => ({ sales: requests('sales'), businessCentral: requests('businessCentral') }),
    };
  }

  private keptFor(connectionId: string): Kept {
    const known = this.kept.get(connectionId);
    if (known) return known;
    const shares = { sales: this.share(connectionId, 'sales'), businessCentral: this.share(connectionId, 'businessCentral') };
    const granted: BusAccess[] = [];
    const partsWith = (evenIfDisabled?: boolean) => (side: Side) => {
      const access = new BusAccess(this.bus, connectionId, side, evenIfDisabled);
      granted.push(access);
      return { transport: this.transport, access, budget: shares[side] };
    };
    const opened = { stores: this.storesWith(partsWith()), forQuestions: this.storesWith(partsWith(true)), access: granted, shares };
    this.kept.set(connectionId, opened);
    return opened;
  }

  private storesWith(partsOf: (side: Side) => ServiceParts): Stores {
    const { salesBatchSize, businessCentralBatchSize } = this.environment;
    const tables = Object.values(salesTables);
    return {
      sales: new DataverseRecordStore({ ...partsOf('sales'), tables, batchSize: salesBatchSize }),
      businessCentral: new BusinessCentralRecordStore({ ...partsOf('businessCentral'), batchSize: businessCentralBatchSize }),
    };
  }

  private share(connectionId: string, side: Side): BudgetShare {
    const onPause = (pauseMs: number) => void this.bus.ask(reportThrottle, { connectionId, side, pauseMs }).catch(() => undefined);
    return new BudgetShare(questionSlots, { longestWaitMs: 60_000, onPause });
  }

  private surroundingsOf(facts: ConnectionSurroundings): Surroundings {
    return {
      localCurrencyCode: facts.localCurrencyCode,
      localCurrencySalesId: facts.localCurrencySalesId,
      baseCurrencyCode: facts.baseCurrencyCode,
      currencyPrecision: facts.currencyPrecision,
      companyId: facts.companyId,
      companyScoped: true,
      owningTeamId: facts.ownership === 'team' ? (facts.owningTeamId ?? null) : null,
      templates: {},
      workDate: this.clock.now().toISOString().slice(0, 10),
    };
  }
}

const variantOf = ({ ownership, options }: ConnectionSurroundings): Variant => ({
  ownership,
  unitGroupMapping: options.unitGroupMapping,
  priceModel: options.priceModel,
});
