import { errorFrom } from '../../model/index.ts';

/** Methods whose faults of the database are named after it (a file, a URL without its password). */
export function namedAfter<Methods extends object>(name: string, methods: Methods): Methods {
  const wrapped = Object.entries(methods).map(([method, act]) => [
    method,
    async (...parameters: unknown[]) => {
      try {
        return await act(...parameters);
      } catch (error) {
        throw errorFrom(error, name);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Methods;
}
