/** What is refused around the solution in Sales, each with its code, cause and remedy. */
import { Failure } from '@tandem/domain/failure';

const again = 'Sign in as administrator and import again.';

export const adminCredentials = (cause: Failure): Failure =>
  new Failure(
    'misconfigured',
    'setup.adminCredentials',
    `The sign-in as administrator was refused: ${cause.message}`,
    { reason: cause.code, help: 'Check the account and its secret, then try again. Nothing of it has been kept.' },
    { cause },
  );

export const adminRolesMissing = (missing: readonly string[]): Failure =>
  new Failure('misconfigured', 'setup.adminRolesMissing', `The administrator lacks the role ${missing.join(' and ')} in Sales.`, {
    missing,
    help: `Give the account ${missing.join(' and ')} for the time of the import, or use another account.`,
  });

export const importInProgress = (): Failure =>
  new Failure('blocked', 'setup.importInProgress', 'The solution is being imported already.', {
    help: 'Wait until the import has ended; its progress is shown.',
  });

/** Sales did not import the solution; `reason` is the finer code. */
export const solutionFailed = (cause: Failure): Failure =>
  new Failure(
    cause.kind === 'blocked' || cause.kind === 'transient' ? cause.kind : 'misconfigured',
    'setup.solutionFailed',
    `The solution could not be imported into Sales: ${cause.message}`,
    { reason: cause.code, help: cause.details.help ?? again },
    { cause },
  );

export const solutionFileMissing = (path: string): Failure =>
  new Failure('misconfigured', 'setup.solutionFileMissing', `There is no solution package that fits this version at ${path}.`, {
    help: 'Build it with npm run solution, or let TANDEM_SOLUTION_FILE name it.',
  });

export const importInterrupted = (): Failure =>
  new Failure('transient', 'setup.importInterrupted', 'Tandem was restarted while the import ran; how it ended is not known.', {
    help: `${again} What is installed already is not imported twice.`,
  });

export const importTimedOut = (): Failure =>
  new Failure('transient', 'setup.timeout', 'The import in Sales takes longer than half an hour.', {
    help: 'Look at Solution history in Power Apps; when the import has ended there, import again.',
  });

export const roleMissing = (role: string): Failure =>
  new Failure('misconfigured', 'setup.roleMissing', `The role ${role} is missing in the business unit of the integration user, or of the team that owns rows.`, {
    role,
    help: 'Import the solution; if the role was deleted, restore it in Sales.',
  });

/** The solution is there, its roles could not be given. */
export const assignFailed = (cause: Failure): Failure =>
  new Failure(
    'misconfigured',
    'setup.assignFailed',
    `The solution is installed, but its roles could not be assigned: ${cause.message}`,
    { reason: cause.code, help: cause.details.help ?? again },
    { cause },
  );

export const solutionImportNotFound = (): Failure =>
  new Failure('rejected', 'solutionImport.notFound', 'The solution has not been imported over this connection.', { help: again });
