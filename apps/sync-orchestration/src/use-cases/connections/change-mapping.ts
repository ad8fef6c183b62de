import { Failure } from '@tandem/domain/failure';
import { MappingSettings } from '@tandem/domain/mapping/effective-mapping';
import { UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from '../due/make-due-pages';
import { ReadMappings } from './read-mappings';

/** Properties of the settings; null goes back to the catalogue. */
export type MappingChanges = { readonly [Name in keyof MappingSettings]?: MappingSettings[Name] | null };

export interface ChangeRequest {
  readonly connectionId: string;
  readonly mapping: string;
  readonly changes: MappingChanges;
  /** The version that was read. */
  readonly version?: number;
  readonly changedBy: string;
}

/** Stores what an administrator changes about a mapping, as a version of its own. It applies to the next job; records that were parked are tried again. */
export class ChangeMapping {
  constructor(
    private readonly work: UnitOfWork,
    private readonly mappings: ReadMappings,
    private readonly makeDuePages: MakeDuePages,
  ) {}

  /** @throws Failure `rejected` `mapping.notFound`, `conflict` `mapping.changedMeanwhile` */
  async run({ connectionId, mapping, changes, version, changedBy }: ChangeRequest): Promise<void> {
    await this.mappings.one(connectionId, mapping);
    await this.work.run(connectionId, async ({ mappingSettings, issues, auditNotes }) => {
      const stored = await mappingSettings.of(connectionId, mapping);
      const current = stored?.version ?? 0;
      if (version !== undefined && version !== current) throw changedMeanwhile(mapping);
      const settings = settingsAfter(stored?.settings ?? {}, changes);
      if (!(await mappingSettings.add(connectionId, { mapping, version: current + 1, settings, changedBy })))
        throw changedMeanwhile(mapping);
      const states = { before: stored?.settings ?? {}, after: settings };
      await auditNotes.add({ connectionId, action: 'mapping.changed', target: mapping, fields: Object.keys(changes).sort(), ...states });
      await issues.makeDue(connectionId, { mapping, kind: 'parked' });
    });
    await this.makeDuePages.run(connectionId);
  }
}

const settingsAfter = (stored: Readonly<Record<string, unknown>>, changes: MappingChanges): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ ...stored, ...changes }).filter(([, value]) => value !== null && value !== undefined));

export const changedMeanwhile = (mapping: string): Failure =>
  new Failure('conflict', 'mapping.changedMeanwhile', `${mapping} has been changed by somebody else meanwhile.`, {
    help: 'Read it again and repeat the change.',
  });
