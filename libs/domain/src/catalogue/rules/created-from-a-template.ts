/** New records of Business Central come from a template, without which a customer would have no posting groups. */
import { CompleteRule, nothingToAdd } from '../../mapping/special-rule';

export const createdFromATemplate: CompleteRule = {
  kind: 'complete',
  moment: 'onCreate',
  name: 'a new record of Business Central is made from its template',
  direction: 'fromSales',
  columns: ['templateCode'],
  complete(_source, { surroundings, memory }) {
    const template = surroundings.templates[String(memory.get('targetTable'))];
    return template ? { values: { templateCode: template } } : nothingToAdd;
  },
};
