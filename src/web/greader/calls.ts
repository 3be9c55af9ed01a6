import type { Context } from 'hono';
import type { Archive } from '../../archive/index.ts';
import type { User } from '../../model/index.ts';
import type { RouteParts } from '../add-feeds.ts';
import type { FaultParts } from '../faults.ts';
import type { Parameters } from './parameters.ts';
import type { Subscriptions } from './subscriptions.ts';

/** One call of an app that has shown who it asks for. */
export interface Call {
  readonly archive: Archive;
  readonly request: Context;
  readonly sent: Parameters;
  /** What stands in the path behind the name of the call. */
  readonly rest: string;
  readonly user: User;
  /** What let the app in. */
  readonly secret: string;
  readonly now: number;
  readonly parts: Pick<RouteParts, 'contextOf' | 'baseOf'> & FaultParts;
  /** False: what is followed is not changed here. */
  readonly keepsSources?: boolean | undefined;
  subscriptions(): Promise<Subscriptions>;
}

export type Answer = (call: Call) => Response | Promise<Response>;

/** What apps want to hear of what was done: exactly this. */
export const done = ({ request }: Call): Response => request.text('OK');
