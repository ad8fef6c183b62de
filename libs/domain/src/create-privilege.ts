import { Failure } from './failure';

/**
 * Whether an account was refused because it may create nothing of that kind in Dynamics 365 Sales, whose message then names the privilege
 * (`prvCreateAccount`, `CrmCreate…`). Every new record would fail like that: it is the set-up that is wrong, not the record.
 */
export const mayNotCreate = ({ code, message }: Pick<Failure, 'code' | 'message'>): boolean =>
  (code === 'access.privilegeMissing' || code === 'setup.privilegesMissing') && /prvCreate|CrmCreate/i.test(message);
