/** The hand-over of submitted orders: while it is on, the organisation leaves its orders and invoices to Business Central. */
import { SettingsChange, Settings } from './connection';
import { orderConfirm } from './preflight-failures';

export const handsOrdersOver = ({ options }: Pick<Settings, 'options'>): boolean => options.salesOrderIntegration === 'legacy';

/**
 * Turning it on changes how Sales works for everybody, so that a person must want it.
 * @throws Failure `blocked` `setup.orderConfirm`
 */
export function requireConfirmed(before: Pick<Settings, 'options'> | undefined, { options, confirm }: SettingsChange): void {
  const turnsOn = options?.salesOrderIntegration === 'legacy' && !(before && handsOrdersOver(before));
  if (turnsOn && confirm !== true) throw orderConfirm();
}
