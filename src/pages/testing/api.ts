import type { ApiView } from '../api-views.ts';

/** One operation with all that can be told of one. */
export const sampleApi = (text = 'pier'): ApiView => ({
  document: 'openapi.json',
  groups: [
    {
      name: text,
      operations: [
        {
          ...{ id: 'readPier', method: 'GET', path: text, summary: text, about: text },
          role: 'editor',
          goesIn: [{ name: text, where: 'body', type: text, isRequired: true, about: text }],
          comesOut: [{ name: text, type: text, isRequired: false }],
          ...{ example: text, statuses: ['200'] },
        },
      ],
    },
  ],
  problems: [{ code: 'not-found', status: 404, title: text }],
});
