import { guarded, setting } from './setting.ts';
import { isSet, text, withoutLogin } from './setting-values.ts';

/** What is published each round, and where to. */
export const publishSettings = {
  publishFormat: setting(
    'publish-format',
    'news-repository|site',
    'what is published: a news repository, or a static site',
    'news-repository',
    (value) => (value === 'news-repository' || value === 'site' ? value : undefined),
  ),
  publishDir: setting(
    'publish-dir',
    'DIR',
    'folder that every round is published to, as a news repository or a site',
    undefined,
    text,
  ),
  publishRemotes: guarded(
    setting('publish-remotes', 'NAME=URL,…', 'git remotes that it is pushed to', undefined, text),
    withoutLogin,
  ),
  publishTo: setting(
    'publish-to',
    'NAME=WHERE,…',
    'folders (dir:FOLDER) and buckets (s3://BUCKET/PREFIX) that it is copied to',
    undefined,
    text,
  ),
  publishCommand: guarded(
    setting(
      'publish-command',
      'COMMAND',
      'command that copies it elsewhere, as rsync does: run by sh when something changed',
      undefined,
      text,
    ),
    isSet,
  ),
  publishBranch: setting('publish-branch', 'NAME', 'branch that is pushed', 'main', text),
  publishBody: setting(
    'publish-body',
    'clean|original',
    'which body is published',
    'clean',
    (value) => (value === 'clean' || value === 'original' ? value : undefined),
  ),
  publishAuthor: setting(
    'publish-author',
    'NAME <MAIL>',
    'author of its commits',
    'Backissue <backissue@localhost>',
    text,
  ),
} as const;
