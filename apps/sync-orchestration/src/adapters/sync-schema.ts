/** The schema that sync-orchestration owns. */
import { CreateSync1764000000000 } from './migrations/1764000000000-create-sync';
import { DropOverlaysOfJobs1764000000001 } from './migrations/1764000000001-drop-overlays-of-jobs';
import { PreviewMatches1764000000002 } from './migrations/1764000000002-preview-matches';
import { CreateWorkers1764000000010 } from './migrations/1764000000010-create-workers';
import { WatchedTables1764000000020 } from './migrations/1764000000020-watched-tables';
import { CreateGuards1764000000030 } from './migrations/1764000000030-create-guards';
import { CreateAuditTrail1764000000040 } from './migrations/1764000000040-create-audit-trail';
import { Rehearsals1764000000050 } from './migrations/1764000000050-rehearsals';
import { CreateDriftCompares1764000000060 } from './migrations/1764000000060-create-drift-compares';

export const syncSchema = {
  schema: 'sync',
  migrations: [
    CreateSync1764000000000,
    DropOverlaysOfJobs1764000000001,
    PreviewMatches1764000000002,
    CreateWorkers1764000000010,
    WatchedTables1764000000020,
    CreateGuards1764000000030,
    CreateAuditTrail1764000000040,
    Rehearsals1764000000050,
    CreateDriftCompares1764000000060,
  ],
};
