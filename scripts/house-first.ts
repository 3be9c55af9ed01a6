import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files by how long they take, those that take longest first: kills at every moment of a command, the
 * whole house, all else. */
const longest = [/\/test\/crash-[^/]+$/, /\/test\//, /./];

/**
 * Begins with the tests that take the longest, so that no worker is left with one of them when the
 * others are done. In which order files run matters to no test.
 */
export class HouseFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      longest.findIndex((path) => path.test(moduleId));
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
