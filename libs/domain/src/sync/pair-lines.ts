/** Which line of a document is which on the other side: by coupling, then by line number. Pure. */

/** A line as far as pairing looks at it. */
export interface NumberedLine {
  readonly id: string;
  readonly lineNumber: number | null;
}

/** A line that only one side has; `wasCoupled`: the other side had its counterpart once. */
export interface LoneLine<Line> {
  readonly line: Line;
  readonly wasCoupled: boolean;
}

export interface PairedLines<Line> {
  readonly both: readonly { readonly source: Line; readonly target: Line; readonly coupled: boolean }[];
  readonly sourceOnly: readonly LoneLine<Line>[];
  readonly targetOnly: readonly LoneLine<Line>[];
}

/** Lines of the target that may still be chosen. */
class OpenLines<Line extends NumberedLine> {
  private readonly open: Map<string, Line>;

  constructor(lines: readonly Line[]) {
    this.open = new Map(lines.map((line) => [line.id, line]));
  }

  take(line: Line | undefined): Line | undefined {
    if (line) this.open.delete(line.id);
    return line;
  }

  withId(id: string): Line | undefined {
    return this.open.get(id);
  }

  /** A line that has a counterpart, or had one, is nobody else's. */
  numbered(lineNumber: number | null, coupled: ReadonlySet<string>): Line | undefined {
    return lineNumber === null ? undefined : this.rest().find((line) => line.lineNumber === lineNumber && !coupled.has(line.id));
  }

  rest(): Line[] {
    return [...this.open.values()];
  }
}

/**
 * Pairs the lines of both sides, one to one.
 * @param couplings id of a source line → id of the target line it is coupled with; either may not exist any more
 */
export function pairLines<Line extends NumberedLine>(
  source: readonly Line[],
  target: readonly Line[],
  couplings: ReadonlyMap<string, string>,
): PairedLines<Line> {
  const open = new OpenLines(target);
  const coupledTargets = new Set(couplings.values());
  const both: { source: Line; target: Line; coupled: boolean }[] = [];
  for (const line of source) {
    const counterpart = open.take(open.withId(couplings.get(line.id) ?? ''));
    if (counterpart) both.push({ source: line, target: counterpart, coupled: true });
  }
  const sourceOnly: LoneLine<Line>[] = [];
  const paired = new Set(both.map(({ source: line }) => line.id));
  for (const line of source) {
    if (paired.has(line.id)) continue;
    const wasCoupled = couplings.has(line.id);
    const counterpart = wasCoupled ? undefined : open.take(open.numbered(line.lineNumber, coupledTargets));
    if (counterpart) both.push({ source: line, target: counterpart, coupled: false });
    else sourceOnly.push({ line, wasCoupled });
  }
  return { both, sourceOnly, targetOnly: open.rest().map((line) => ({ line, wasCoupled: coupledTargets.has(line.id) })) };
}
