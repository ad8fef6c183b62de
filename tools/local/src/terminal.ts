/** Where the launcher speaks: to people on the terminal, and where asked for to a program on standard output. */
export class Terminal {
  constructor(private readonly json: boolean) {}

  /** The stream that people read. */
  get stream(): NodeJS.WriteStream {
    return this.json ? process.stderr : process.stdout;
  }

  /** One line for people. */
  say(text = ''): void {
    this.stream.write(`${text}\n`);
  }

  /** The result for a program, where one asked for it. */
  result(value: object): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  }
}
