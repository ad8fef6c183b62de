/** Takes pages one after the other until there is none; several wake-ups meanwhile change nothing. */
import { Pages } from './ports/pages';
import { WorkPage } from './work-page';

export class WorkUntilIdle {
  constructor(
    private readonly pages: Pages,
    private readonly workPage: WorkPage,
  ) {}

  async run(): Promise<void> {
    for (let page = await this.pages.take(); page !== undefined; page = await this.pages.take()) await this.workPage.run(page);
  }
}
