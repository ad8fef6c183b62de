/** Something that has happened on a connection, as live views are told. */
export interface LiveEvent {
  /** Counts up by one within a connection. */
  readonly id: number;
  readonly connectionId: string;
  /** `review`: the body is the whole review; `connection`: the body says what has changed. */
  readonly name: 'review' | 'connection';
  /** What it is about: the id of the review or connection. */
  readonly about: string;
  /** Grows with every change of what it is about, where that counts its changes. */
  readonly revision?: number;
  readonly body: object;
}

/** Events without those that a later one makes superfluous: a review tells its whole state each time. */
export function withoutSuperseded(events: readonly LiveEvent[]): LiveEvent[] {
  const lastOfReview = new Map(events.filter(({ name }) => name === 'review').map(({ about, id }) => [about, id]));
  return events.filter(({ name, about, id }) => name !== 'review' || lastOfReview.get(about) === id);
}
