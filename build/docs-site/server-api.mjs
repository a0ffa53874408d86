const GROUPS = {
  viewers: 'Viewers',
  rooms: 'Rooms',
  gifts: 'Gifts',
  operator: 'Operator',
  server: 'Server',
};
const STATUS = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'Done',
  304: 'Not changed',
  401: 'UNAUTHORIZED',
  402: 'INSUFFICIENT_BALANCE',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT or ROOM_ENDED',
  422: 'INVALID',
  429: 'TOO_FAST',
};
/** Statuses with which every call may respond. */
const ALWAYS = ['500', '503'];

/** Writes the page of the server's calls from the document of `GET /api/openapi.json`. */
export function serverApiPage({info, paths}) {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({path, method: method.toUpperCase(), ...operation})),
  );
  const tags = new Set([...Object.keys(GROUPS), ...calls.flatMap(({tags: own = ['server']}) => own)]);
  const groups = [...tags].map((tag) => ({
    title: GROUPS[tag] ?? tag,
    calls: calls.filter(({tags: [first] = ['server']}) => first === tag),
  }));
  return [
    '# Server API',
    `${info.description} This page is made from the routes of the business server, as is [openapi.json](/openapi.json). [Write your own business server](/your-own-server.md) says which calls you need.`,
    'Every failure is `{error: {code, message, details?}}`. Besides the answers below, each call may answer 500 (a fault of the server) and 503 (try again).',
    ...groups
      .filter(({calls: own}) => own.length)
      .flatMap(({title, calls: own}) => [`## ${title}`, ...own.flatMap(callBlocks)]),
    '',
  ].join('\n\n');
}

function callBlocks({path, method, summary = '', description = '', security, parameters = [], requestBody, responses}) {
  const body = requestBody?.content?.['application/json']?.schema;
  const answers = Object.entries(responses).filter(([status]) => !ALWAYS.includes(status));
  return [
    `### ${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    sentence(summary) + (description ? ` ${sentence(description)}` : ''),
    `Token: ${whose(security)}.`,
    ...(parameters.length
      ? ['| Parameter | In | Type | Meaning |\n| --- | --- | --- | --- |\n' + parameters.map(parameterRow).join('\n')]
      : []),
    ...(body ? ['Body:', typescript(body)] : []),
    ...answers.flatMap(([status, answer]) => answerBlocks(status, answer)),
  ];
}

function answerBlocks(status, {content}) {
  const schema = content?.['application/json']?.schema;
  const failed = Number(status) >= 400;
  if (failed || !schema || schema.type === 'null') return [`**${status}** ${STATUS[status] ?? ''}`];
  return [`**${status}** ${STATUS[status] ?? ''}`, typescript(schema)];
}

function whose(security) {
  if (!security) return 'none';
  const names = security.map((one) => Object.keys(one)[0]);
  const words = names.map((name) => ({operator: "the operator's", bearer: "the viewer's"})[name] ?? 'none');
  return words.join(' or ');
}

function parameterRow({name, in: place, schema = {}, description, required}) {
  const words = [required ? '' : 'Optional.', description ?? schema.description ?? ''].filter(Boolean).join(' ');
  return `| \`${name}\` | ${place} | \`${shape(schema).replaceAll('|', '\\|')}\` | ${words.replaceAll('|', '\\|')} |`;
}

const sentence = (text) => (/[.?!]$/.test(text) ? text : `${text}.`);
const typescript = (schema) => `\`\`\`ts\n${shape(schema)}\n\`\`\``;

/** A schema as a TypeScript type, with descriptions as comments. */
function shape(schema, indent = '') {
  const {type, anyOf, enum: words, const: only, items, properties, required = [], additionalProperties} = schema;
  if (words) return words.map((word) => literal(word)).join(' | ');
  if (only !== undefined) return literal(only);
  if (anyOf) return anyOf.map((one) => shape(one, indent)).join(' | ');
  if (type === 'array') {
    const inner = shape(items ?? {}, indent);
    return /[|]/.test(inner) && !inner.startsWith('{') ? `(${inner})[]` : `${inner}[]`;
  }
  if (type === 'object' || properties) {
    if (!properties || !Object.keys(properties).length) return additionalProperties === false ? '{}' : 'object';
    const deeper = `${indent}  `;
    const lines = Object.entries(properties).map(([name, one]) => {
      const note = one.description ? ` // ${one.description.replaceAll('\n', ' ')}` : '';
      return `${deeper}${name}${required.includes(name) ? '' : '?'}: ${shape(one, deeper)};${note}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (Array.isArray(type)) return type.join(' | ');
  return type ?? 'unknown';
}

const literal = (value) => (typeof value === 'string' ? `'${value}'` : String(value));
