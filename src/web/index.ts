/** @module web The reader over HTTP. */

export { type Fault, noteFault } from './faults.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { createReader, type ReaderOptions } from './reader.ts';
export { type Listening, serveReader } from './serve-reader.ts';
export type { AccessOptions } from './visitor.ts';
