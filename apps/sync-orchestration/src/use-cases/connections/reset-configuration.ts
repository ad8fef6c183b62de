/** Lets all mappings of a connection be again what the catalogue says. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { Failure } from '@tandem/domain/failure';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { SettingsVersion } from '../../domain/connections/mapping-settings';
import { Schedule } from '../../domain/connections/schedules';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from '../due/make-due-pages';
import { changedMeanwhile } from './change-mapping';

export interface ResetRequest {
  readonly connectionId: string;
  /** Looks only. */
  readonly dryRun?: boolean;
  readonly confirm?: boolean;
  readonly changedBy: string;
}

export interface Difference {
  readonly mapping: string;
  readonly setting: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What people had made of a mapping. */
export interface CustomisedMapping {
  readonly mapping: TableMapping;
  readonly stored?: SettingsVersion;
  readonly schedule?: Schedule;
}

export interface Reset {
  readonly before: readonly CustomisedMapping[];
  readonly differences: readonly Difference[];
}

/** In one transaction: settings become an empty version of their own, intervals those of the catalogue; couplings are not touched. */
export class ResetConfiguration {
  constructor(
    private readonly work: UnitOfWork,
    private readonly makeDuePages: MakeDuePages,
  ) {}

  /** @throws Failure `blocked` `setup.confirmReset`, `conflict` `mapping.changedMeanwhile`; then nothing has changed */
  async run(request: ResetRequest): Promise<Reset> {
    const { connectionId } = request;
    const reset = await this.work.run(connectionId, async (collections) => {
      const before = await customisedIn(collections, connectionId);
      const differences = before.flatMap(differencesOf);
      if (request.dryRun) return { before, differences };
      if (!request.confirm && differences.length > 0) throw confirmReset(before, differences);
      for (const customised of before) await backToCatalogue(collections, customised, request);
      return { before, differences };
    });
    if (!request.dryRun && reset.differences.length > 0) await this.makeDuePages.run(connectionId);
    return reset;
  }
}

function confirmReset(before: readonly CustomisedMapping[], differences: readonly Difference[]): Failure {
  const names = before.map(({ mapping }) => mapping.name).join(', ');
  return new Failure('blocked', 'setup.confirmReset', `This takes back ${differences.length} settings that people have made of ${names}.`, {
    help: 'Look at them with dryRun, then send confirm: true; couplings stay in any case.',
  });
}

async function customisedIn({ mappingSettings, schedules }: Collections, connectionId: string): Promise<CustomisedMapping[]> {
  const [versions, kept] = [await mappingSettings.all(connectionId), await schedules.of(connectionId)];
  const all = catalogue.map((mapping) => ({
    mapping,
    stored: versions.find((version) => version.mapping === mapping.name && Object.keys(version.settings).length > 0),
    schedule: kept.find((schedule) => schedule.mapping === mapping.name && schedule.intervalMinutes !== mapping.intervalMinutes),
  }));
  return all.filter(({ stored, schedule }) => stored !== undefined || schedule !== undefined);
}

async function backToCatalogue(
  { mappingSettings, schedules, issues, auditNotes }: Collections,
  { mapping: { name, intervalMinutes }, stored, schedule }: CustomisedMapping,
  { connectionId, changedBy }: ResetRequest,
): Promise<void> {
  if (stored) {
    const version = { mapping: name, version: stored.version + 1, settings: {}, changedBy };
    if (!(await mappingSettings.add(connectionId, version))) throw changedMeanwhile(name);
    await issues.makeDue(connectionId, { mapping: name, kind: 'parked' });
  }
  if (schedule) await schedules.keep({ ...schedule, intervalMinutes });
  const fields = [...Object.keys(stored?.settings ?? {}), ...(schedule ? ['intervalMinutes'] : [])].sort();
  await auditNotes.add({ connectionId, action: 'mapping.reset', target: name, fields, before: stored?.settings ?? {}, after: {} });
}

function differencesOf({ mapping, stored, schedule }: CustomisedMapping): Difference[] {
  const ofCatalogue = new Map<string, unknown>(Object.entries(mapping));
  const settings = Object.entries({ ...stored?.settings, ...(schedule ? { intervalMinutes: schedule.intervalMinutes } : {}) });
  return settings.map(([setting, before]) => ({ mapping: mapping.name, setting, before, after: ofCatalogue.get(setting) ?? null }));
}
