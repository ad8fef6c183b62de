import { AddressGuard } from '@tandem/connectors/http/address-guard';
import { AddressRules } from '../domain/address';

/** The rules of the guard that also watches every request. */
export class GuardedAddresses extends AddressRules {
  constructor(private readonly guard: AddressGuard) {
    super();
  }

  allowsPlainHttp(host: string): boolean {
    return this.passes(`http://${host}`);
  }

  allowsHost(host: string): boolean {
    return this.passes(`https://${host}`);
  }

  private passes(address: string): boolean {
    try {
      this.guard.check(address);
      return true;
    } catch {
      return false;
    }
  }
}
