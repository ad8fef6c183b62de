/** The solution package that was built with this version of Tandem, read from its file and compared with what the build says of it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SolutionPackage, SolutionPackages } from '../domain/sales-administration';
import { solutionFileMissing } from '../domain/solution-failures';

interface BuiltPackage {
  readonly uniqueName: string;
  readonly version: string;
  /** SHA-256 of the archive, hexadecimal. */
  readonly digest: string;
}

export class FileSolutionPackages extends SolutionPackages {
  constructor(private readonly path: string) {
    super();
  }

  async current(): Promise<SolutionPackage> {
    const [archive, description] = await Promise.all([this.read(this.path), this.read(this.path.replace(/\.zip$/, '.json'))]);
    const { uniqueName, version, digest } = JSON.parse(description.toString('utf8')) as BuiltPackage;
    if (createHash('sha256').update(archive).digest('hex') !== digest) throw solutionFileMissing(this.path);
    return { uniqueName, version, archive };
  }

  private async read(path: string): Promise<Buffer> {
    try {
      return await readFile(path);
    } catch {
      throw solutionFileMissing(this.path);
    }
  }
}
