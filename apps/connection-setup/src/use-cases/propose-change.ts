import { AddressRules } from '../domain/address';
import { canonical } from '../domain/canonical-settings';
import { Certificates, withExpiries } from '../domain/certificates';
import { changed, Connection, SettingsChange } from '../domain/connection';
import { SecretCipher, takeSecrets } from '../domain/secrets';

export interface ProposalParts {
  readonly cipher: SecretCipher;
  readonly addresses: AddressRules;
  readonly certificates: Certificates;
}

/** The connection as it would be after a change, which is stored nowhere: whether it is made by hand or with the guide, this refuses the same. */
export class ProposeChange {
  constructor(private readonly parts: ProposalParts) {}

  /** @throws Failure `setup.url…`, `setup.mustUseHttps`, `setup.mustIncludeDomain`, `setup.certificateInvalid`, `connection.mustBeDisabled` */
  async run(connection: Connection, change: SettingsChange): Promise<Connection> {
    const { cipher, addresses, certificates } = this.parts;
    const { rest, secrets } = takeSecrets(change);
    const settings = canonical(changed(connection, withExpiries(rest, secrets, certificates)), addresses);
    return { ...settings, secrets: await cipher.encrypt(connection.id, secrets, connection.secrets) };
  }
}
