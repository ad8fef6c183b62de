/** Where the master key is kept, as the environment says: in the environment itself, in a file, or in Azure Key Vault. */
import { Module, OnApplicationShutdown } from '@nestjs/common';
import { ClientCredentialsAccess } from '@tandem/connectors/access/client-credentials-access';
import { EntraTokenClient } from '@tandem/connectors/access/entra-token-client';
import { AddressGuard } from '@tandem/connectors/http/address-guard';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { KeyVaultKey } from '@tandem/connectors/key-vault/key-vault-key';
import { SystemClock } from '@tandem/domain/clock';
import { FileMasterKey } from './adapters/file-master-key';
import { KeyVaultMasterKey } from './adapters/key-vault-master-key';
import { LocalMasterKey } from './adapters/local-master-key';
import { SucceedingMasterKey } from './adapters/succeeding-master-key';
import { ConnectionSetupEnvironment } from './config';
import { MasterKey } from './domain/master-key';

/** One answer of the vault, in milliseconds. */
const answerWithinMs = 5_000;

/** Connections of its own: hosts that only the operator names must not be open to what people enter. */
class KeyVaultTransport extends HttpTransport {}

@Module({
  providers: [
    { provide: KeyVaultTransport, useFactory: keyVaultTransport, inject: [ConnectionSetupEnvironment] },
    { provide: MasterKey, useFactory: masterKey, inject: [ConnectionSetupEnvironment, KeyVaultTransport] },
  ],
  exports: [MasterKey],
})
export class MasterKeyModule implements OnApplicationShutdown {
  constructor(private readonly transport: KeyVaultTransport) {}

  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }
}

function keyVaultTransport(settings: ConnectionSetupEnvironment): KeyVaultTransport {
  const { tandemAllowLoopback, tandemAllowedHosts, tandemKeyVaultKey, tandemKeyVaultAuthority } = settings;
  const named = [tandemKeyVaultKey, tandemKeyVaultAuthority].flatMap((url) => (url ? [new URL(url).hostname] : []));
  const guard = new AddressGuard({ allowLoopback: tandemAllowLoopback, extraHosts: [...tandemAllowedHosts, ...named] });
  return new KeyVaultTransport(guard, { timeoutMs: answerWithinMs });
}

function masterKey(settings: ConnectionSetupEnvironment, transport: KeyVaultTransport): MasterKey {
  const own = ownMasterKey(settings);
  const vault = settings.tandemKeyVaultKey ? keyVault(settings, settings.tandemKeyVaultKey, transport) : undefined;
  if (vault && own) return new SucceedingMasterKey(vault, own);
  return vault ?? own ?? LocalMasterKey.fromText('');
}

function ownMasterKey({ tandemMasterKey, tandemMasterKeyFile }: ConnectionSetupEnvironment): MasterKey | undefined {
  if (tandemMasterKeyFile) return new FileMasterKey(tandemMasterKeyFile);
  return tandemMasterKey ? LocalMasterKey.fromText(tandemMasterKey) : undefined;
}

function keyVault(settings: ConnectionSetupEnvironment, url: string, transport: KeyVaultTransport): MasterKey {
  const { tandemKeyVaultAuthority: authority, tandemKeyVaultTenantId: tenantId = '' } = settings;
  const { tandemKeyVaultClientId: clientId = '', tandemKeyVaultClientSecret: clientSecret = '' } = settings;
  const clock = new SystemClock();
  const tokens = new EntraTokenClient(transport, clock);
  const credentials = { authority, tenantId, clientId, clientSecret, scope: scopeOf(new URL(url).hostname) };
  return new KeyVaultMasterKey(
    new KeyVaultKey({ transport, access: new ClientCredentialsAccess({ tokens, credentials, address: { url }, clock }) }),
  );
}

/** Tokens are for the service, not for one vault: `vault.azure.net`, `managedhsm.azure.net`, `vault.azure.cn`. */
const scopeOf = (host: string): string =>
  `https://${/\.(vault|managedhsm)\./.test(host) ? host.slice(host.indexOf('.') + 1) : 'vault.azure.net'}/.default`;
