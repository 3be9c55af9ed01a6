import { type ApiOperation, type ApiView, apiPage, type PageContext } from '../../pages/index.ts';
import type { Described, Operation } from './described.ts';
import { fieldsOf } from './fields-of.ts';
import { problemKinds } from './problem.ts';

/** The page that tells of the API, made of its document. */
export const apiHtml = (context: PageContext, document: Described): string =>
  apiPage(context, viewOf(document));

function viewOf(document: Described): ApiView {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  return {
    document: '/api/v1/openapi.json',
    groups: document.tags.map(({ name }) => ({
      name,
      operations: all
        .filter(({ operation }) => operation.tags.includes(name))
        .map(({ path, method, operation }) => operationOf(document, operation, { path, method })),
    })),
    problems: Object.entries(problemKinds).map(([code, kind]) => ({ code, ...kind })),
  };
}

function operationOf(
  document: Described,
  operation: Operation,
  { path, method }: { readonly path: string; readonly method: string },
): ApiOperation {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const role = operation['x-role'];
  const body = requestBody?.content['application/json']?.schema;
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const answer = good?.content?.['application/json']?.schema;
  const given = parameters.map((one) => {
    const [field] = fieldsOf(document, { type: 'object', properties: { [one.name]: one.schema } });
    return {
      ...{
        name: one.name,
        where: one.in,
        type: field?.type ?? '',
        isRequired: one.required === true,
      },
      ...aboutOf(one.description ?? one.schema.description),
    };
  });
  return {
    ...{ id: operationId, method: method.toUpperCase(), path, summary },
    ...aboutOf(description),
    ...(role === undefined ? {} : { role }),
    goesIn: [...given, ...fieldsOf(document, body).map((one) => ({ ...one, where: 'body' }))],
    comesOut: fieldsOf(document, answer),
    example: operation['x-codeSamples'][0]?.source ?? '',
    statuses: Object.keys(responses),
  };
}

const aboutOf = (about: string | undefined) => (about === undefined ? {} : { about });
