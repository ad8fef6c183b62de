/** The one stage of this run: stories are told on it one after the other. */
import { Stage } from './stage';

let current: Stage | undefined;

/** Brings the platform up before the first story and down after the last. */
export function setTheStage(): void {
  beforeAll(async () => {
    current = await Stage.set();
  });
  afterAll(() => current?.strike());
}

/** The running platform. */
export function stage(): Stage {
  if (!current) throw new Error('The stage has not been set.');
  return current;
}
