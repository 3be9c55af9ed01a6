import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Begins with the tests of the whole house, which take the longest, so that no worker is left with
 * one of them when the others are done. In which order files run matters to no test: each has a
 * process of its own.
 */
export class HouseFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const ofHouse = ({ moduleId }: TestSpecification) => moduleId.includes('/test/');
    return [...sorted.filter(ofHouse), ...sorted.filter((file) => !ofHouse(file))];
  }
}
