/** Records to which a rule will add something else on a later day, though nobody touches them: they are due on that day. */
import { Run, Sifted } from '../run';

/** Counts and changes nothing; the record is told of again whenever it is looked at. */
export function lookOnLaterDays(run: Run, sifted: readonly Sifted[]): void {
  const { page, plan, context, clock, tally } = run;
  const rules = plan.rules.complete.filter(({ nextLookOn }) => nextLookOn !== undefined);
  if (rules.length === 0) return;
  for (const { record, row } of sifted) {
    const days = rules.flatMap((rule) => rule.nextLookOn?.(row, context) ?? []);
    const [first] = days.sort();
    if (first === undefined) continue;
    const delayMs = Date.parse(`${first}T00:00:00.000Z`) - clock.now().getTime();
    tally.due({ recordId: record.id, mapping: page.mapping, direction: page.direction, reason: 'dayCome', delayMs }, false);
  }
}
