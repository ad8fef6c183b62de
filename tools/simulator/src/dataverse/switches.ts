/** Behaviours that Microsoft does not document: a client must be right with each setting. Set by `PATCH /_control/switches`. */
export interface DataverseSwitches {
  /** Whether the delta token of a tracked read of several pages dates from its first or from its last page. */
  deltaTokenFrom: 'first-page' | 'last-page';
  /** Whether a `$batch` body with bare line feeds is refused. */
  strictLineEnds: boolean;
  /** Status of a valid token without an enabled user. */
  unknownUserStatus: 401 | 403;
  /** How long importing a solution lasts. */
  solutionImportMilliseconds: number;
}

export const defaultSwitches: DataverseSwitches = {
  deltaTokenFrom: 'first-page',
  strictLineEnds: true,
  unknownUserStatus: 403,
  solutionImportMilliseconds: 2_000,
};
