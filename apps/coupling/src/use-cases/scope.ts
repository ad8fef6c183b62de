import { CouplingScope } from '@tandem/contracts/coupling';
import { Scope } from '../domain/couplings';

/** Where a question of the engine belongs. */
export const scopeOf = ({ connectionId, overlay }: CouplingScope): Scope => ({ connectionId, overlay: overlay ?? null });

/** Where a question of people belongs: never to a dry run. */
export const realScope = (connectionId: string): Scope => ({ connectionId, overlay: null });
