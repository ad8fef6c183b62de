import type { SeededRandom } from './seeded-random';

/** How long the simulated service takes: a fixed part and a part per row, times a seeded lognormal tail. All in milliseconds. */
export interface LatencySettings {
  fixed: number;
  perRowRead: number;
  perRowWritten: number;
  /** Sigma of the lognormal factor; 0 = no tail. */
  tail: number;
}

const none: LatencySettings = { fixed: 0, perRowRead: 0, perRowWritten: 0, tail: 0 };

export class LatencyModel {
  settings: LatencySettings = { ...none };

  constructor(private readonly random: SeededRandom) {}

  change(settings: Partial<LatencySettings>): void {
    this.settings = { ...this.settings, ...settings };
  }

  reset(): void {
    this.settings = { ...none };
  }

  /** Milliseconds that a request with so many rows takes. */
  delayOf(rowsRead: number, rowsWritten: number): number {
    const { fixed, perRowRead, perRowWritten, tail } = this.settings;
    const mean = fixed + perRowRead * rowsRead + perRowWritten * rowsWritten;
    if (mean === 0) return 0;
    return tail > 0 ? mean * this.random.lognormal(tail) : mean;
  }
}
