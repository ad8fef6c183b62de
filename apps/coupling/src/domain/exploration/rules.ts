/** The rules of the claim protocol, each with a switch: with a rule switched off the exploration must find what it was for. */

export interface Rules {
  /** Reports carry the token of the lease; an old one is refused. */
  readonly reportsCarryTheToken: boolean;
  /** A confirmation is done only under the version that was read. */
  readonly confirmUnderTheVersionRead: boolean;
  /** An update carries the version of the row that was read. */
  readonly updatesCarryTheEtag: boolean;
  /** A creation never changes a row that exists. */
  readonly creationsOnlyCreate: boolean;
  /** A record whose coupling has changed since the note is read again before it is decided. */
  readonly readAgainWhatChangedSinceTheNote: boolean;
  /** The counter is noted before rows are read, not after. */
  readonly noteBeforeReading: boolean;
  /** Rows are never read from a replica that lags. */
  readonly readsAreFresh: boolean;
  /** Until the lease of a claim has ended, another page comes back later instead of acting. */
  readonly claimsAreHeld: boolean;
  /** A remote write is sent only while the lease outlives it. */
  readonly writeWithinTheLease: boolean;
  /** Whoever takes a claim over writes the claimed values. */
  readonly claimedValuesStay: boolean;
  /** A repeated creation follows a read of the claimed id. */
  readonly readBeforeCreatingAgain: boolean;
  /** A repeated creation follows a claim that raises the version. */
  readonly claimBeforeCreatingAgain: boolean;
  /** A claim that was released and an id that was pointed at leave a tombstone. */
  readonly idsStayKnown: boolean;
  /** Only the lease's owner, or anyone after its end, releases. */
  readonly onlyTheHolderReleases: boolean;
  /** A claim is released only after a read has shown that its record is absent. */
  readonly readBeforeReleasing: boolean;
  /** A row that carries the correlation value of an open claim counts as claimed for the other direction. */
  readonly correlationCounts: boolean;
  /** A row found under the claimed id is decided three-way, with the claim's values as the agreed pair. */
  readonly adoptionDecides: boolean;
  /** Stale records become due again. */
  readonly staleBecomesDue: boolean;
}

export const allRules: Rules = {
  reportsCarryTheToken: true,
  confirmUnderTheVersionRead: true,
  updatesCarryTheEtag: true,
  creationsOnlyCreate: true,
  readAgainWhatChangedSinceTheNote: true,
  noteBeforeReading: true,
  readsAreFresh: true,
  claimsAreHeld: true,
  writeWithinTheLease: true,
  claimedValuesStay: true,
  readBeforeCreatingAgain: true,
  claimBeforeCreatingAgain: true,
  idsStayKnown: true,
  onlyTheHolderReleases: true,
  readBeforeReleasing: true,
  correlationCounts: true,
  adoptionDecides: true,
  staleBecomesDue: true,
};

export const without = (rule: keyof Rules): Rules => ({ ...allRules, [rule]: false });
