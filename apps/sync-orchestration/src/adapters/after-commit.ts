/** What a transaction has promised to do once it is committed: wake workers, tell viewers. */
export class AfterCommit {
  /** Page id → connection. */
  readonly pages = new Map<string, string>();
  readonly reviews = new Set<string>();

  wake(connectionId: string, pageIds: readonly string[]): void {
    for (const id of pageIds) this.pages.set(id, connectionId);
  }

  touch(reviewId: string): void {
    this.reviews.add(reviewId);
  }
}
