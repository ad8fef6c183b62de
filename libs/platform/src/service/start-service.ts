/** Starts a service: its messages, its health and metrics, and its orderly end. */
import 'reflect-metadata';
import { Type } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface ServiceOptions {
  /** Name in logs and queue groups; from the module's class where absent (`SyncWorkerModule` → `sync-worker`). */
  readonly name?: string;
  /** Prepares the HTTP side before it listens (the gateway's routes, filters, documents). */
  readonly configure?: (app: NestFastifyApplication) => void | Promise<void>;
  /** Environment variables; the process's own where absent. */
  readonly variables?: NodeJS.ProcessEnv;
}

/** A service that answers. */
export interface RunningService {
  readonly name: string;
  /** Port of the HTTP side. */
  readonly port: number;
  readonly app: NestFastifyApplication;
  /** Takes no more work, finishes what is in hand, closes. */
  stop(): Promise<void>;
}

/** Runs a module as a service until it is told to stop. */
export declare function startService(module: Type, options?: ServiceOptions): Promise<RunningService>;
