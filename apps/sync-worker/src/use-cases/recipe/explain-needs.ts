/** Records whose references are unknown: they wait, unless what they name is left out for good; then they are left out too, with that reason. */
import { RecordIssue } from '@tandem/contracts/findings';
import { Alternatives } from '@tandem/domain/sync/compare-record';
import { labelOf, Run, Sifted } from '../run';
import { hopeless, Hopeless } from './hopeless-needs';

/** A record and what it needs first. */
export interface Needy {
  readonly sifted: Sifted;
  /** One entry per unknown reference: any of its alternatives would do. */
  readonly needs: readonly Alternatives[];
}

const named = (alternatives: Alternatives): string => alternatives.map(({ mapping, value }) => `${mapping} ${value}`).join(' or ');

/** Everything that must come first, as the end of a sentence; several fields may name the same record. */
export function whatIsCoupled(needs: readonly Alternatives[]): string {
  const names = [...new Set(needs.map(named))];
  return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} coupled`;
}

function issueOf(run: Run, { sifted, needs }: Needy, isHopeless: Hopeless): RecordIssue {
  const excluded = needs.find((alternatives) => alternatives.every(isHopeless));
  const label = labelOf(run, run.plan.source, sifted.row);
  const about = { recordId: sifted.record.id, needs: needs.flat(), label };
  if (excluded)
    return {
      ...about,
      kind: 'skipped',
      code: 'reference.excluded',
      message: `The record refers to ${named(excluded)}, which does not take part in the synchronisation.`,
    };
  return {
    ...about,
    kind: 'waiting',
    code: 'reference.notCoupled',
    message: `The record waits until ${whatIsCoupled(needs)}.`,
  };
}

/** Tallies records whose references are unknown as waiting, or as left out. */
export async function explainNeeds(run: Run, needy: readonly Needy[]): Promise<void> {
  if (needy.length === 0) return;
  const isHopeless = await hopeless(
    run,
    needy.flatMap(({ needs }) => needs.flat()),
  );
  needy.forEach((entry) => run.tally.issue(issueOf(run, entry, isHopeless)));
}
