/** What a scenario of the fault matrix is, and what comes of it. */
import type { Experiment } from './experiment';

/** Something beyond Node that a scenario needs; where it is missing the scenario does not run, and has not passed. */
export interface Tool {
  readonly name: string;
  isThere(): boolean | Promise<boolean>;
}

/** Numbers and words about a run, for the table that is published. */
export type Figures = Record<string, number | string | boolean>;

export interface Scenario {
  /** The row of the matrix: `F-03`. */
  readonly id: string;
  /** What is done and what must hold, in a sentence. */
  readonly sentence: string;
  /** How long the fault lasts in the matrix, and here. */
  readonly length: { readonly real: string; readonly compressed: string };
  /** Workers that run; 2 where it is absent. */
  readonly workers?: number;
  readonly needs?: readonly Tool[];
  /** Prepares data, injects, waits for rest; conditions that do not hold are told to the experiment. Throws where the scenario itself could not be carried out. */
  run(experiment: Experiment): Promise<Figures>;
}

/** How a scenario ended. */
export interface Result {
  readonly id: string;
  readonly passed: boolean;
  readonly seed: number;
  readonly figures: Figures;
  /** `not run: <tool>`, where a tool is missing. */
  readonly verdict?: string;
  /** One sentence for each thing that did not hold. */
  readonly problems: readonly string[];
}
