import { Gauge, Histogram } from 'prom-client';
import { Metrics } from '../observability/metrics';

const upTo = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

/** Counts and times what a service does with messages, by subject and outcome. */
export class MessageMetrics {
  private readonly seconds: Histogram<'subject' | 'outcome'>;
  private readonly inHand: Gauge<'subject'>;

  constructor(metrics: Metrics) {
    const declaration = {
      name: 'tandem_message_seconds',
      help: 'Time from hearing a message to its outcome',
      labels: ['subject', 'outcome'] as const,
    };
    this.seconds = metrics.histogram(declaration, upTo);
    this.inHand = metrics.gauge({
      name: 'tandem_messages_in_hand',
      help: 'Messages that are being worked on',
      labels: ['subject'] as const,
    });
  }

  /** Starts the clock for one message; the answer is called with how it ended. */
  begin(subject: string): (outcome: string) => void {
    const start = performance.now();
    this.inHand.inc({ subject });
    return (outcome) => {
      this.inHand.dec({ subject });
      this.seconds.observe({ subject, outcome }, (performance.now() - start) / 1_000);
    };
  }
}
