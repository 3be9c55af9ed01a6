/** @module mirror Publishes an archive elsewhere: git remotes, folders, buckets, by a command. */
export { bucketPlace } from './bucket-place.ts';
export { commandPlace } from './command-place.ts';
export type { ChangeCount } from './commit-message.ts';
export type { CopyPlace } from './copy.ts';
export { folderPlace } from './folder-place.ts';
export { type CopyOutcome, publishCopies } from './publish-copies.ts';
export {
  type MirrorParts,
  type MirrorRemote,
  newsRepositoryParts,
  type PublishEvent,
  type PublishOptions,
  type PublishResult,
  type PushOutcome,
  publishNewsRepository,
} from './publish-news-repository.ts';
