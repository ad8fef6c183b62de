/** Stories over the whole running platform, told one after the other on one stage; the last one looks at what all of them left behind. */
import { setTheStage } from './stage/on-stage';
import './stories/fresh-platform.story';
import './stories/setup-guide.story';
import './stories/setup-page.story';
import './stories/second-run.story';
import './stories/dry-run.story';
import './stories/edits.story';
import './stories/deletions.story';
import './stories/drift.story';
import './stories/audited-writes.story';
import './stories/exchange-rates.story';
import './stories/rules-that-follow.story';
import './stories/watched-tables.story';
import './stories/page-taken-again.story';
import './stories/review-control.story';
import './stories/undo.story';
import './stories/undo-under-kills.story';
import './stories/objects-of-others.story';
import './stories/administrator-account.story';
import './stories/survey.story';
import './stories/match-runs.story';
import './stories/bad-input.story';
import './stories/team-ownership.story';
import './stories/several-connections.story';
import './stories/record-stores.story';
import './stories/secrets.story';

setTheStage();
