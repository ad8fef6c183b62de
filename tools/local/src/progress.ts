/** The progress of a full synchronisation on the terminal: a bar per mapping, or plain lines where nobody watches live. */
import { MultiBar, SingleBar } from 'cli-progress';
import type { LineRun, ReviewLine, ReviewView } from '@tandem/contracts/reviews';
import { Terminal } from './terminal';

/** Sees every view of a review. */
export interface Progress {
  show(view: ReviewView): void;
  end(): void;
}

/** The way that suits the terminal. */
export const progressOn = (terminal: Terminal): Progress => (terminal.stream.isTTY ? new Bars(terminal) : new Lines(terminal));

const format = '{mapping} {bar} {value}/{total} | {changes} | {state}';

class Bars implements Progress {
  private readonly bars = new Map<string, SingleBar>();
  private readonly screen: MultiBar;

  constructor(terminal: Terminal) {
    this.screen = new MultiBar({ format, stream: terminal.stream, hideCursor: true, clearOnComplete: false, barsize: 24, linewrap: false });
  }

  show({ lines }: ReviewView): void {
    for (const line of lines) {
      const total = Math.max(expectedOf(line), seenOf(line), 1);
      const bar = this.bars.get(line.mapping) ?? this.screen.create(total, 0, wordsOf(line));
      this.bars.set(line.mapping, bar);
      bar.setTotal(total);
      bar.update(hasEnded(line) ? total : seenOf(line), wordsOf(line));
    }
    this.screen.update();
  }

  end(): void {
    this.screen.stop();
  }
}

class Lines implements Progress {
  private readonly states = new Map<string, string>();

  constructor(private readonly terminal: Terminal) {}

  show({ lines }: ReviewView): void {
    for (const line of lines) {
      if (this.states.get(line.mapping) === line.state) continue;
      this.states.set(line.mapping, line.state);
      const { mapping, changes, state } = wordsOf(line);
      this.terminal.say(`${mapping} ${state.padEnd(9)} ${seenOf(line)}/${expectedOf(line)}  ${changes}`);
    }
  }

  end(): void {
    this.states.clear();
  }
}

const runsOf = ({ toSales, fromSales }: ReviewLine): LineRun[] => [toSales, fromSales].filter((run) => run !== undefined);
const sum = (line: ReviewLine, figure: (run: LineRun) => number): number => runsOf(line).reduce((total, run) => total + figure(run), 0);
const expectedOf = (line: ReviewLine): number => sum(line, ({ expected }) => expected);
const seenOf = (line: ReviewLine): number => sum(line, ({ counters }) => counters.seen);
const hasEnded = ({ state }: ReviewLine): boolean => ['finished', 'nothing', 'excluded'].includes(state);

function wordsOf(line: ReviewLine): { mapping: string; changes: string; state: string } {
  const counted = (name: 'inserted' | 'modified' | 'waiting' | 'failed'): number => sum(line, ({ counters }) => counters[name]);
  const changes = `${counted('inserted')} new, ${counted('modified')} changed, ${counted('waiting')} waiting, ${counted('failed')} failed`;
  return { mapping: line.mapping.padEnd(18), changes, state: line.state };
}
