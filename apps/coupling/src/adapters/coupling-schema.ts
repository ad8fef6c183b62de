/** The schema of the coupling service and how it has come about. */
import { CreateAuditTrail1795300000050 } from './migrations/create-audit-trail';
import { CreateAuditedWrites1795300000070 } from './migrations/create-audited-writes';
import { CreateCouplings1795300000001, CreateOverlayCouplings1795300000002 } from './migrations/create-couplings';
import { CreateDryRows1795300000010, RemoveDryRows1795300000030 } from './migrations/create-dry-rows';
import { CreateMatchRuns1795300000020 } from './migrations/create-match-runs';
import { NoteCreations1795300000040 } from './migrations/note-creations';
import { RememberCounts1795300000060 } from './migrations/remember-counts';

export const couplingSchema = {
  schema: 'coupling',
  migrations: [
    CreateCouplings1795300000001,
    CreateOverlayCouplings1795300000002,
    CreateDryRows1795300000010,
    CreateMatchRuns1795300000020,
    RemoveDryRows1795300000030,
    NoteCreations1795300000040,
    CreateAuditTrail1795300000050,
    RememberCounts1795300000060,
    CreateAuditedWrites1795300000070,
  ],
};
