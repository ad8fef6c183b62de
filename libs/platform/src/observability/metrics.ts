/** The figures of a service, in the form that Prometheus reads at `/metrics`. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricDeclaration<Label extends string> {
  /** Snake case, with the unit as its last word (`tandem_request_seconds`). */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** Declares counters, gauges and histograms of one service. */
export class Metrics {
  private readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string>({ name, help, labels = [] }: MetricDeclaration<Label>): Counter<Label> {
    return new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  gauge<Label extends string>({ name, help, labels = [] }: MetricDeclaration<Label>): Gauge<Label> {
    return new Gauge({ name, help, labelNames: labels, registers: [this.registry] });
  }

  /** @param buckets upper bounds, in the metric's unit */
  histogram<Label extends string>({ name, help, labels = [] }: MetricDeclaration<Label>, buckets: readonly number[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [this.registry] });
  }

  /** Media type of `text`. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** All figures at this moment. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}
