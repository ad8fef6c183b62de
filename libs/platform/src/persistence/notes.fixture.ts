/** A schema that exists only for the tests of persistence. */
import { Controller, Module } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { Database } from './database';
import { isolatedByConnection, reservedForTheService } from './row-level-security';
import { SqlMigration } from './sql-migration';

export interface NoteRow {
  id: number;
  connectionId: string;
  text: string;
}

export const noteTable = new EntitySchema<NoteRow>({
  name: 'notes',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    connectionId: { name: 'connection_id', type: 'uuid' },
    text: { type: 'text' },
  },
});

export class CreateNotes1764000000001 extends SqlMigration {
  protected readonly statements = [
    `create table notes (id integer primary key generated always as identity, connection_id uuid not null, text text not null)`,
    ...isolatedByConnection('notes'),
  ];
}

export class CreateTimetable1764000000002 extends SqlMigration {
  protected readonly statements = [`create table timetable (name text primary key)`, ...reservedForTheService('timetable')];
}

export const notes = { schema: 'notes', migrations: [CreateNotes1764000000001, CreateTimetable1764000000002], tables: [noteTable] };

@Controller()
class NothingController {}

@Module({ imports: [Database.forService(notes)], controllers: [NothingController] })
export class NotesModule {}
