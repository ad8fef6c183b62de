import { mappingNamed } from '@tandem/domain/catalogue/index';
import { effectiveMapping } from '@tandem/domain/mapping/effective-mapping';
import { MatchKey } from '@tandem/domain/mapping/table-mapping';
import { Direction } from '@tandem/domain/value';
import { JobPlan, JobReason, JobTrigger, priorities } from '../../domain/jobs/job';
import { Collections } from '../../domain/unit-of-work';

/** What is wanted of a job; the rest follows from it. */
export interface JobRequest {
  readonly connectionId: string;
  readonly mapping: string;
  readonly direction: Direction;
  readonly reason: JobReason;
  readonly trigger: JobTrigger;
  readonly priority?: number;
  readonly reviewId?: string | null;
  readonly overlay?: string | null;
  readonly afterJobId?: string | null;
  readonly force?: boolean;
  readonly preview?: boolean;
  /** Where it is absent: a full run creates, a run of changes does as the mapping says. */
  readonly createUncoupled?: boolean;
  readonly comparePresence?: boolean;
  /** Of a match: other keys than those of the mapping. */
  readonly matchOn?: readonly MatchKey[];
}

/** Completes a request with the mapping's settings of this moment: an edit applies to the next job. */
export async function planJob({ mappingSettings }: Collections, { matchOn, ...request }: JobRequest): Promise<JobPlan> {
  const stored = await mappingSettings.of(request.connectionId, request.mapping);
  const settings = { ...stored?.settings, ...(matchOn && { matchOn }) };
  return {
    reviewId: null,
    overlay: null,
    afterJobId: null,
    force: false,
    preview: false,
    comparePresence: false,
    priority: request.reason === 'full' || request.reason === 'match' ? priorities.full : priorities.scheduled,
    createUncoupled: request.reason === 'full' || (request.reason === 'changes' && !onlyCoupled(request.mapping, settings)),
    ...defined(request),
    settings,
    mappingVersion: stored?.version ?? 0,
  };
}

function onlyCoupled(mapping: string, settings: Readonly<Record<string, unknown>>): boolean {
  const entry = mappingNamed(mapping);
  return entry === undefined || effectiveMapping(entry, settings).onlyCoupled;
}

const defined = (request: JobRequest): JobRequest =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as unknown as JobRequest;
