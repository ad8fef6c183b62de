import { SystemClock } from '@tandem/domain/clock';
import { describeCouplings } from './couplings.contract';
import { InMemoryCouplings } from './in-memory-couplings';

describeCouplings('couplings in memory', async () => ({ couplings: new InMemoryCouplings(new SystemClock()), close: async () => {} }));
