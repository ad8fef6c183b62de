/** When the planner needs fresh statistics: while a table grows from nothing, far more often than the database looks by itself. */
export class Statistics {
  private inserted = 0;
  private next = 500;

  /** Whether the rows inserted by now call for fresh statistics; each time at four times as many as before. */
  areDueAfter(inserted: number): boolean {
    this.inserted += inserted;
    if (this.inserted < this.next) return false;
    this.next = this.inserted * 4;
    return true;
  }
}
