import { bucketPlace, type CopyPlace, commandPlace, folderPlace } from '../mirror/index.ts';
import { openBucket, parseBucketAddress } from '../s3/index.ts';
import { bucketKey } from './bucket-key.ts';
import type { Session } from './session.ts';
import { usageError } from './usage-error.ts';

/** The places that a site is copied to besides git, as the settings `publish-to` and `publish-command` say. */
export function copyPlaces({ config, terminal }: Session): CopyPlace[] {
  const { publishTo = '', publishCommand } = config;
  const wanted = publishTo.split(',').filter((text) => text.trim() !== '');
  const { env, now } = terminal;
  const places = wanted.map((text, index): CopyPlace => {
    const { name, where } = named(text.trim(), index);
    if (where.startsWith('dir:')) return folderPlace(name, where.slice('dir:'.length));
    if (!where.startsWith('s3://')) {
      throw usageError(`--publish-to is ${text}; a copy is at dir:FOLDER or s3://BUCKET/PREFIX.`);
    }
    const address = parseBucketAddress(where);
    return bucketPlace(
      name,
      where,
      openBucket({ address, key: bucketKey(name, `The copy ${name}`, env), now }),
    );
  });
  if (publishCommand !== undefined) places.push(commandPlace('command', publishCommand, { env }));
  const twice = places.find(({ name }, at) => places.findIndex((one) => one.name === name) < at);
  if (twice !== undefined) {
    throw usageError(`--publish-to names ${twice.name} twice; give each copy a name of its own.`);
  }
  return places;
}

/** `NAME=WHERE`, or where alone, which is then named after its place in the list. */
function named(text: string, index: number): { name: string; where: string } {
  const [, name, where] = /^([A-Za-z0-9_-][A-Za-z0-9._-]*)=(.+)$/.exec(text) ?? [];
  return name === undefined || where === undefined
    ? { name: `copy-${index + 1}`, where: text }
    : { name, where };
}
