/** The schema of the coupling service and how it has come about. */
import { CreateCouplings1795300000001, CreateOverlayCouplings1795300000002 } from './migrations/create-couplings';

export const couplingSchema = { schema: 'coupling', migrations: [CreateCouplings1795300000001, CreateOverlayCouplings1795300000002] };
