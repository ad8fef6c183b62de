/** The refusals of the product's set-up, and whether each of them is produced by a test. */

/** The rows of the product's catalogue. */
export const rows = [
  ...['detailsMissing', 'noDataverse', 'cannotDisableDataverse', 'connectionFailed'],
  ...['userNotFound', 'notActive', 'notLicensed', 'noRoles', 'missingBCRoles', 'userIsAdmin', 'userNotInSales'],
  ...['adminCredentials', 'solutionFailed', 'solutionMissing', 'solutionFileMissing', 'lcyMissing'],
  ...['userMustBeEmail', 'mustIncludeDomain', 'placeholderMissing', 'urlInvalid', 'mustUseHttps', 'badScheme', 'urlReplace', 'urlEmpty'],
  ...['submittedOrders', 'orderConfirm', 'versionWarning', 'autoDisabled', 'encryption', 'noAccess', 'confirmReset', 'wizardExit'],
  ...['teamMissing', 'roleMissing', 'assignFailed', 'timeout'],
].map((name) => `setup.${name}`);

const line = /^\| `([^`]+)` *\| `([^`]+)` *\| `([^`]+)` › (.+?) *\|$/gm;

/** The rows of a page, each with its code and its test. */
export const refusalsIn = (page) => [...page.matchAll(line)].map(([, row, code, file, test]) => ({ row, code, file, test }));

/**
 * What is wrong, a sentence each.
 * @param documented codes that have a row in the catalogue of failures
 * @param read the text of a file; undefined where there is none
 */
export function problemsOf(refusals, { documented, read }) {
  const missing = rows.filter((row) => !refusals.some((refusal) => refusal.row === row)).map((row) => `${row} has no test`);
  return [...missing, ...refusals.flatMap((refusal) => problemsOfRow(refusal, { documented, read }))];
}

function problemsOfRow({ row, code, file, test }, { documented, read }) {
  const text = read(file);
  if (!rows.includes(row)) return [`${row} is no row of the product's catalogue`];
  if (!documented.includes(code)) return [`${row}: ${code} is not explained`];
  if (text === undefined) return [`${row}: there is no ${file}`];
  if (!text.includes(test)) return [`${row}: ${file} has no test "${test}"`];
  return text.includes(code) ? [] : [`${row}: ${file} never sees ${code}`];
}
