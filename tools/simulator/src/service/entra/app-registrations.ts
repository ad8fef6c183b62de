/** The applications that the simulated Entra tenant knows, with their secrets and certificates. */

export interface ClientSecret {
  value: string;
  /** Milliseconds since 1970; without it the secret does not expire. */
  expiresAt?: number;
}

export interface AppRegistration {
  clientId: string;
  name: string;
  secrets: ClientSecret[];
  /** PEM certificates or public keys that may sign a client assertion. */
  certificates?: string[];
  /** Conditional Access blocks the application. */
  blocked?: boolean;
}

export class AppRegistrations {
  private readonly byId = new Map<string, AppRegistration>();

  constructor(private readonly defaults: readonly AppRegistration[]) {
    this.reset();
  }

  reset(): void {
    this.byId.clear();
    for (const registration of this.defaults) this.put(structuredClone(registration));
  }

  put(registration: AppRegistration): void {
    this.byId.set(registration.clientId.toLowerCase(), registration);
  }

  remove(clientId: string): boolean {
    return this.byId.delete(clientId.toLowerCase());
  }

  find(clientId: string): AppRegistration | undefined {
    return this.byId.get(clientId.toLowerCase());
  }

  list(): AppRegistration[] {
    return [...this.byId.values()];
  }
}
