/** A page as it stands in its table. */
import { DueReason, Page, PageStart, PageState } from '../domain/jobs/page';

export interface PageRow {
  id: string;
  connection_id: string;
  job_id: string;
  sequence: number;
  part: string;
  state: PageState;
  start: PageStart;
  until: string | null;
  handed_on: boolean;
  due_reason: DueReason | null;
  token: number;
  sales_slots: number;
  business_central_slots: number;
  tries: number;
  failures: number;
}

export const toPage = (row: PageRow): Page => ({
  id: row.id,
  connectionId: row.connection_id,
  jobId: row.job_id,
  sequence: row.sequence,
  part: row.part,
  state: row.state,
  start: row.start,
  until: row.until,
  handedOn: row.handed_on,
  dueReason: row.due_reason,
  token: row.token,
  slots: { sales: row.sales_slots, businessCentral: row.business_central_slots },
  tries: row.tries,
  failures: row.failures,
});
