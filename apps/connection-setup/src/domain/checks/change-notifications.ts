/** The web hooks of Tandem's solution, which tell of changes in Sales; without them changes are found by polling, only later. */
import { Failure } from '@tandem/domain/failure';
import { webhooksMissing } from '../preflight-failures';

/** The service endpoint that the solution brings. */
export const notificationEndpoint = 'Tandem change notifications';

/** A step that tells the endpoint of one kind of change. */
export interface NotificationStep {
  /** Logical name. */
  readonly table: string;
  /** `Create`, `Update` or `Delete`. */
  readonly message: string;
  readonly enabled: boolean;
}

/** Users of Sales come and go rarely: nobody is told, they are polled for. */
const onlyPolled = new Set(['systemuser']);

const messages = ['Create', 'Update', 'Delete'];

/** What to say of the steps for these tables: a sentence, or a warning that names the tables without. */
export function aboutNotifications(followed: readonly string[], steps: readonly NotificationStep[]): string | Failure {
  const tables = followed.filter((table) => !onlyPolled.has(table));
  const stepsOf = (table: string): readonly NotificationStep[] => steps.filter((step) => step.table === table);
  const told = (table: string): boolean => messages.every((message) => stepsOf(table).some((step) => step.message === message));
  const untold = tables.filter((table) => !told(table));
  if (untold.length > 0) return webhooksMissing(untold);
  const off = tables.filter((table) => stepsOf(table).some(({ enabled }) => !enabled));
  return off.length > 0
    ? `Registered for ${tables.join(', ')}; switched off for ${off.join(', ')}, where changes are found by polling`
    : `Registered for ${tables.join(', ')}`;
}
