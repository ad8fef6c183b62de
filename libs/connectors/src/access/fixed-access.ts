/** Access that does not change: the user and web-service key of an on-premises system, or an access that was handed out. */
import { AccessSource, ServiceAccess } from '@tandem/domain/ports/service-access';

/** The authorization header of a user with a password or a web services access key. */
export const basicAuthorization = (user: string, key: string): string =>
  `Basic ${Buffer.from(`${user}:${key}`, 'utf8').toString('base64')}`;

export class FixedAccess extends AccessSource {
  constructor(private readonly access: ServiceAccess) {
    super();
  }

  current(): Promise<ServiceAccess> {
    return Promise.resolve(this.access);
  }
}
