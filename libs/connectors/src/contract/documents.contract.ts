/** What the port promises about documents: a header is read with its lines, at once. */
import { randomUUID } from 'node:crypto';
import { ReadDocuments, RecordStore } from '@tandem/domain/ports/record-store';

export interface DocumentSubject {
  readonly store: RecordStore;
  readonly documents: Omit<ReadDocuments, 'ids'>;
  /** The column of a line with its number. */
  readonly lineNumber: string;
  /** Requests sent since the last time. */
  readonly takeRequests: () => number;
}

export const documentsContract = (name: string, subjectOf: () => DocumentSubject): void => {
  describe(`${name} and its documents`, () => {
    const someIds = async (): Promise<string[]> => {
      const { store, documents } = subjectOf();
      const headers = await store.readAll(documents.table, documents.columns);
      return headers.slice(0, 5).map(({ id }) => id);
    };

    it('come with their lines in one request', async () => {
      const { store, documents, lineNumber, takeRequests } = subjectOf();
      const ids = await someIds();
      takeRequests();
      const read = await store.readDocuments({ ...documents, ids });
      expect(takeRequests()).toBe(1);
      expect(read.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const lines = read.flatMap((document) => document.lines);
      expect(lines.length).toBeGreaterThan(0);
      for (const { id, version, values } of lines) {
        expect([typeof id, typeof version]).toEqual(['string', 'string']);
        expect(values[lineNumber]).toBeGreaterThan(0);
        expect(Object.keys(values).sort()).toEqual([...documents.lines.columns].sort());
      }
    });

    it('say of header and lines what reading them by their ids says', async () => {
      const { store, documents } = subjectOf();
      const [document] = await store.readDocuments({ ...documents, ids: (await someIds()).slice(0, 1) });
      if (!document) throw new Error('There is no document.');
      const { lines, ...header } = document;
      expect(await store.readByIds(documents.table, [header.id], documents.columns)).toEqual([header]);
      const lineIds = lines.map(({ id }) => id);
      const again = await store.readByIds(documents.lines.table, lineIds, documents.lines.columns);
      expect(new Map(again.map((line) => [line.id, line]))).toEqual(new Map(lines.map((line) => [line.id, line])));
    });

    it('that do not exist are left out', async () => {
      const { store, documents } = subjectOf();
      expect(await store.readDocuments({ ...documents, ids: [randomUUID()] })).toEqual([]);
    });
  });
};
