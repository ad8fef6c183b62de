/** What the gateway takes where a contract carries the same sealed: the body in clear, and whose connection it is. */
import { IsUUID } from 'class-validator';
import { ConnectionChanges } from '@tandem/contracts/connection-body';

export class ChangeConnectionRequest extends ConnectionChanges {
  @IsUUID() connectionId!: string;
}
