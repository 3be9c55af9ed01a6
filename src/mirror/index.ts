/** @module mirror Publishes an archive elsewhere: a git repository and its remotes. */
export type { ChangeCount } from './commit-message.ts';
export {
  type MirrorParts,
  type MirrorRemote,
  type PublishEvent,
  type PublishOptions,
  type PublishResult,
  type PushOutcome,
  publishNewsRepository,
} from './publish-news-repository.ts';
