import { type ArchiveError, errorFrom } from '../../model/index.ts';

/** Methods whose faults of the database are named after it (a file, a URL without its password); `from`
 * makes sentences of what the engine throws. */
export function namedAfter<Methods extends object>(
  name: string,
  methods: Methods,
  from: (thrown: unknown, name: string) => ArchiveError = errorFrom,
): Methods {
  const wrapped = Object.entries(methods).map(([method, act]) => [
    method,
    async (...parameters: unknown[]) => {
      try {
        return await act(...parameters);
      } catch (error) {
        throw from(error, name);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Methods;
}
