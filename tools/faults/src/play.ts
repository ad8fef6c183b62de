/** Plays scenarios one after the other on one stage. */
import { Experiment } from './experiment';
import { Figures, Result, Scenario } from './scenario';
import { Stage } from './stage';

export interface Play {
  readonly stage: Stage;
  readonly seed: number;
  readonly say: (words: string) => void;
}

/** The first tool that a scenario needs and that is missing. */
async function missingTool({ needs = [] }: Scenario): Promise<string | undefined> {
  for (const tool of needs) if (!(await tool.isThere())) return tool.name;
  return undefined;
}

/** Plays one scenario; whatever goes wrong is a problem of its result. */
export async function play(scenario: Scenario, { stage, seed, say }: Play): Promise<Result> {
  const { id } = scenario;
  const missing = await missingTool(scenario);
  if (missing !== undefined) return { id, passed: false, seed, figures: {}, verdict: `not run: ${missing}`, problems: [] };
  const experiment = new Experiment({ stage, seed, say: (words) => say(`${id}   ${words}`) });
  const start = Date.now();
  const figures = await figuresOf(scenario, experiment);
  const { problems } = experiment;
  return { id, passed: problems.length === 0, seed, figures: { ...figures, seconds: Math.round((Date.now() - start) / 1_000) }, problems };
}

async function figuresOf(scenario: Scenario, experiment: Experiment): Promise<Figures> {
  try {
    await experiment.stage.prepare(scenario.workers);
    return await scenario.run(experiment);
  } catch (reason) {
    experiment.problems.push(`the scenario could not be carried out: ${reason instanceof Error ? reason.message : String(reason)}`);
    return {};
  } finally {
    await experiment.end().catch((reason: unknown) => experiment.problems.push(`it could not be ended: ${String(reason)}`));
  }
}
