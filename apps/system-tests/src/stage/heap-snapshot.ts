/** Everything that lives in the memory of a running service, as V8 writes it down. */
import { createReadStream, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@tandem/platform/testing/eventually';

/** What Node must be told so that a process can be asked for its memory by a signal; the process lives on as before. */
export const snapshotFlags = (folder: string): string => `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}`;

/** Bytes that are looked at for the end of a snapshot. */
const endLength = 4;

/** The process stands still while it writes. */
const patient = { withinMs: 60_000, everyMs: 100 };

/** A snapshot ends with the array of all strings. */
async function isWhole(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read({ buffer: Buffer.alloc(endLength), position: Math.max(size - endLength, 0) });
    return buffer.toString().trim().endsWith(']}');
  } finally {
    await file.close();
  }
}

export class HeapSnapshot {
  private constructor(private readonly file: string) {}

  /** Collects garbage first: what nothing refers to any more is not in it. */
  static async of(pid: number, folder: string): Promise<HeapSnapshot> {
    const written = (): string[] => readdirSync(folder).filter((file) => file.endsWith('.heapsnapshot') && file.includes(`.${pid}.`));
    const before = new Set(written());
    process.kill(pid, 'SIGUSR2');
    const name = await eventually(() => written().find((file) => !before.has(file)) ?? false, patient);
    const file = join(folder, name);
    await eventually(() => isWhole(file), patient);
    return new HeapSnapshot(file);
  }

  /** Those of some texts that a string or a name in memory holds, as they are or encoded. */
  async finds(forms: readonly string[]): Promise<string[]> {
    const longest = Math.max(...forms.map(({ length }) => length));
    const found = new Set<string>();
    let rest = '';
    for await (const part of createReadStream(this.file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const text = rest + String(part);
      for (const form of forms) if (text.includes(form)) found.add(form);
      rest = text.slice(-longest);
    }
    return [...found];
  }

  remove(): void {
    rmSync(this.file);
  }
}
