/** The four numbers that Dataverse wants of a version: those of `package.json`, then 0. A label behind them (`-rc.1`) is left out. */
export function solutionVersion(packageVersion: string): string {
  const numbers = /^(\d+)\.(\d+)\.(\d+)/.exec(packageVersion)?.slice(1);
  if (numbers === undefined) throw new Error(`'${packageVersion}' is no version of three numbers.`);
  return [...numbers, '0'].join('.');
}
