/** The schema that sync-orchestration owns. */
import { CreateSync1764000000000 } from './migrations/1764000000000-create-sync';

export const syncSchema = { schema: 'sync', migrations: [CreateSync1764000000000] };
