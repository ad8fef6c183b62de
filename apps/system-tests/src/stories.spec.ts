/** Stories over the whole running platform, told one after the other on one stage. */
import { setTheStage } from './stage/on-stage';

setTheStage();
require('./stories/fresh-platform.story');
require('./stories/second-run.story');
require('./stories/dry-run.story');
