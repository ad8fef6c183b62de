import { ManyUncoupled, UncoupleMany as Input } from '@tandem/contracts/couplings';
import { Failure } from '@tandem/domain/failure';
import { uncouple } from '../domain/by-hand';
import { Coupling, isTombstone } from '../domain/coupling';
import { Couplings, Scope } from '../domain/couplings';
import { Draft } from '../domain/draft';
import { tablesOf } from '../domain/mapped-tables';
import { realScope } from './scope';

const portionSize = 1_000;

/** Takes many pairs apart: those that are named, or all of a mapping. */
export class UncoupleMany {
  constructor(private readonly couplings: Couplings) {}

  async run({ connectionId, couplingIds, mapping }: Input): Promise<ManyUncoupled> {
    const scope = realScope(connectionId);
    if (couplingIds && mapping === undefined)
      return this.couplings.change(scope, { ids: couplingIds }, (draft) => takeApart(draft, new Set(couplingIds)));
    if (mapping !== undefined && !couplingIds) return this.wholeMapping(scope, tablesOf(mapping).mapping);
    throw new Failure('rejected', 'request.invalid', 'Name either couplings or a mapping.', {
      help: 'Send couplingIds or mapping, not both.',
    });
  }

  /** Portion by portion, so that nobody waits for the whole. */
  private async wholeMapping(scope: Scope, mapping: string): Promise<ManyUncoupled> {
    let uncoupled = 0;
    for (;;) {
      const taken = await this.couplings.change(
        scope,
        { portion: { mapping, limit: portionSize } },
        (draft) =>
          noted(
            draft,
            mapping,
            draft.all().filter((coupling) => uncouple(draft, coupling)),
          ).length,
      );
      uncoupled += taken;
      if (taken < portionSize) return { uncoupled, inProgress: await this.open(scope, mapping), unchanged: 0 };
    }
  }

  private async open(scope: Scope, mapping: string): Promise<number> {
    const counts = await this.couplings.counts(scope);
    return counts
      .filter((one) => one.mapping === mapping && (one.state === 'claimed' || one.state === 'coupled'))
      .reduce((sum, { count }) => sum + count, 0);
  }
}

function takeApart(draft: Draft, ids: ReadonlySet<string>): ManyUncoupled {
  const answer = { inProgress: 0, unchanged: 0 };
  const apart: Coupling[] = [];
  for (const id of ids) {
    const coupling = draft.coupling(id);
    if (!coupling || isTombstone(coupling)) answer.unchanged += 1;
    else if (coupling.claim) answer.inProgress += 1;
    else if (uncouple(draft, coupling)) apart.push(coupling);
  }
  return { ...answer, uncoupled: noted(draft, 'couplings', apart).length };
}

/** One entry of the audit trail for a portion, with all its couplings. */
function noted(draft: Draft, target: string, apart: readonly Coupling[]): readonly Coupling[] {
  if (apart.length > 0) draft.note({ action: 'coupling.uncoupledMany', target, fields: apart.map(({ id }) => id) });
  return apart;
}
