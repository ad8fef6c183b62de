/** What the guide of a connection remembers: only what can't be read off the connection and the two systems. */
import { SettingsChange } from '../connection';
import { Finding } from '../findings';
import { EncryptedSecrets } from '../secrets';
import { Begun } from './begun';

/** Who confirmed a step, and when. */
export interface Confirmation {
  readonly by: string;
  readonly at: Date;
}

/** What the checks have found, and what they have looked at. */
export interface Inspected {
  readonly findings: readonly Finding[];
  readonly at: Date;
  /** Names the state that was looked at; another one makes the findings stale. */
  readonly of: string;
}

export interface Setup {
  readonly connectionId: string;
  /** Grows with every change; compare-and-swap. 0 before anything was entered. */
  readonly version: number;
  /** What was entered for all steps, without its secrets. */
  readonly draft: SettingsChange;
  /** The secrets among it, enveloped as those of the connection are. */
  readonly secrets: EncryptedSecrets | null;
  /** By step: what the checks say of its draft. */
  readonly inspected: Readonly<Record<string, Inspected>>;
  /** By step: what it has begun last. */
  readonly runs: Readonly<Record<string, Begun>>;
  readonly confirmations: Readonly<Record<string, Confirmation>>;
}

export const newSetup = (connectionId: string): Setup => ({
  connectionId,
  version: 0,
  draft: {},
  secrets: null,
  inspected: {},
  runs: {},
  confirmations: {},
});

/** What has been done to a setup, for the audit trail. */
export interface SetupDeed {
  readonly action: 'setup.entered' | 'setup.confirmed' | 'setup.begun';
  readonly step: string;
  /** Names of the settings that were entered. */
  readonly fields?: readonly string[];
}

export abstract class Setups {
  /** A connection that the guide was not used for yet has a new one. */
  abstract of(connectionId: string): Promise<Setup>;
  /**
   * Stores a changed setup under the next version.
   * @throws Failure `conflict` `connection.changedMeanwhile` where the stored version is not the one that was read
   */
  abstract save(setup: Setup, deed: SetupDeed): Promise<void>;
  /** What the checks have found about the connection as it is, while nothing has changed. */
  abstract inspection(connectionId: string): Promise<Inspected | undefined>;
  abstract keepInspection(connectionId: string, inspection: Inspected): Promise<void>;
}
