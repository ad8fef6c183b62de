/** What a proxy does to the exchanges that pass through it. */
export interface Weather {
  /** Milliseconds that each answer is held back. */
  readonly latencyMs: number;
  /** Share of the answers that are lost after the server has given them: the client sees the connection end. */
  readonly dropAnswers: number;
  /** Share of the requests that end in a reset before the server sees anything of them. */
  readonly resetRequests: number;
  /** Share of the answers that break off after `truncateAfterBytes`. */
  readonly truncateAnswers: number;
  readonly truncateAfterBytes: number;
  /** Nothing passes any more in either direction, and nobody is told: a half-open connection. */
  readonly halfOpen: boolean;
}

export const fairWeather: Weather = {
  latencyMs: 0,
  dropAnswers: 0,
  resetRequests: 0,
  truncateAnswers: 0,
  truncateAfterBytes: 200,
  halfOpen: false,
};
