/** The texts by which records of both sides are compared in a match: equal texts of the same key make a pair. */
import { KeyComparison, MatchKey } from '@tandem/domain/mapping/table-mapping';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { Side, Value } from '@tandem/domain/value';

type Part = MatchKey[number];

/** One text per key, or null where the record has no usable value for it. */
export function keyTexts(matchOn: readonly MatchKey[], side: Side, valueOf: (part: Part) => Value): (string | null)[] {
  return matchOn.map((key) => {
    const texts = key.map((part) => textOf(part[2], side, valueOf(part)));
    return texts.includes(null) ? null : texts.join('\n');
  });
}

/** Null where the part is not met. */
function textOf(compare: KeyComparison | undefined, side: Side, value: Value): string | null {
  if (compare === 'blank') return side === 'sales' || isBlankValue(value) ? '' : null;
  if (isBlankValue(value)) return null;
  const text = String(value).trim();
  return compare === 'caseSensitive' ? text : text.toLowerCase();
}
