/** Stories over the whole running platform, told one after the other on one stage; the last one looks at what all of them left behind. */
import { setTheStage } from './stage/on-stage';

setTheStage();
require('./stories/fresh-platform.story');
require('./stories/second-run.story');
require('./stories/dry-run.story');
require('./stories/edits.story');
require('./stories/review-control.story');
require('./stories/bad-input.story');
require('./stories/match-runs.story');
require('./stories/team-ownership.story');
require('./stories/record-stores.story');
require('./stories/secrets.story');
