/** Small numbers for texts that occur often. */
export class Interning {
  private readonly codes = new Map<string, number>();
  private readonly texts: string[] = [];

  codeOf(text: string): number {
    let code = this.codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.codes.set(text, code);
      this.texts.push(text);
    }
    return code;
  }

  nameOf(code: number): string {
    return this.texts[code] ?? '';
  }
}
